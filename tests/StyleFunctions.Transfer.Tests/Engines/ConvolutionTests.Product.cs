using StyleFunctions.Transfer.Engines.Cpu.Convolutions;
using StyleFunctions.Transfer.Engines.Cpu.Planes;
using StyleFunctions.Transfer.Tests.Generated;

namespace StyleFunctions.Transfer.Tests.Engines;

/// <content>A gradient to which a product of features with a matrix is added on the way.</content>
public sealed unsafe partial class ConvolutionTests
{
    /// <summary>Register width, way, size, rows computed, and whether something is there already.</summary>
    public static TheoryData<int, Way, int, int, int, int, bool> ProductCases
    {
        get
        {
            var data = new TheoryData<int, Way, int, int, int, int, bool>();
            Way[] ways = [Way.WinogradF4, Way.WinogradF6, Way.SharedF4, Way.SharedF6, Way.KeptF4, Way.KeptF6];
            (int Width, int Height, int Top, int Bottom)[] places =
                [(1, 3, 0, 3), (13, 7, 0, 7), (25, 29, 9, 18), (37, 19, 12, 19)];
            foreach (var width in TestKernels.Widths)
            {
                foreach (var way in ways)
                {
                    foreach (var (i, place) in places.Index())
                    {
                        data.Add(width, way, place.Width, place.Height, place.Top, place.Bottom, i % 2 != 0);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(ProductCases))]
    public void A_product_is_added_tile_by_tile(
        int registerWidth, Way way, int width, int height, int top, int bottom, bool adds)
    {
        const int Inputs = 32, Outputs = 80; // three panels of the widest kernels, the last half empty
        var kernels = TestKernels.OfWidth(registerWidth);
        var rows = new Rows(top, bottom);
        var shape = new PlaneShape(Outputs, height, width);
        using var memory = new TestMemory();
        var input = memory.Planes(shape with { Channels = Inputs }, rows.Grow(height));
        var features = memory.Planes(shape, rows.Grow(height));
        var output = memory.Planes(shape, rows);
        var before = memory.Planes(shape, rows);
        memory.Allocate();
        TestPlanes.Fill(input);
        TestPlanes.Fill(features, stream: 4);
        TestPlanes.Fill(before, stream: 5);
        TestPlanes.Fill(output, float.NaN);
        if (adds)
        {
            TestPlanes.Fill(output, stream: 5);
        }

        var (layer, weights) = Convolution(Inputs, Outputs, isBackward: true);
        using var matrix = DirectWeights.Matrix(Outputs, kernels.PanelWidth);
        matrix.MakeReady(_workers);
        for (var row = 0; row < Outputs; row++)
        {
            matrix.SetSymmetric(row, [.. Enumerable.Range(row, Outputs - row).Select(c => Entry(row, c))]);
        }

        var area = ConvolutionArea.Of(rows, height, width);
        var product = new DirectStep(kernels, matrix, features, area, new ConvolutionEnd { Output = output });
        var end = new ConvolutionEnd { Output = output, Adds = adds, Product = product };
        Run(kernels, way, layer, weights, isBackward: true, input, area, end);
        AssertClose(input, weights, isBackward: true, output, area, way, Added);
        if (!adds)
        {
            AssertUntouched(output, area, way);
        }

        double Added(int k, int y, int x)
        {
            var sum = adds ? TestPlanes.Value(before, k, y, x) : 0.0;
            for (var c = 0; c < Outputs; c++)
            {
                sum += (double)Entry(k, c) * TestPlanes.Value(features, c, y, x);
            }

            return sum;
        }
    }

    // Of a symmetric matrix; its product is about as large as the convolution.
    private static float Entry(int row, int column) =>
        3 * GeneratedNumbers.Signed(6, Math.Max(row, column) * 1000 + Math.Min(row, column));
}
