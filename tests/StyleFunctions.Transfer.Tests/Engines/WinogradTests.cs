using StyleFunctions.Transfer.Engines.Cpu;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Steps;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Tests.Generated;

namespace StyleFunctions.Transfer.Tests.Engines;

/// <summary>Winograd's convolution against the direct one, on the same planes.</summary>
public sealed unsafe class WinogradTests : IDisposable
{
    private readonly TileKernels _kernels = TileKernels.Best;
    private readonly Workers _workers = new(2);

    /// <summary>Sizes, channels, output size of a tile, direction and border.</summary>
    public static TheoryData<int, int, int, int, int, bool, bool> Cases
    {
        get
        {
            var data = new TheoryData<int, int, int, int, int, bool, bool>();
            (int Width, int Height)[] sizes =
                [(1, 1), (2, 3), (4, 4), (5, 4), (6, 7), (12, 6), (13, 1), (17, 31), (48, 24), (59, 37)];
            foreach (var (width, height) in sizes)
            {
                foreach (var outputSize in new[] { 4, 6 })
                {
                    data.Add(width, height, 16, 48, outputSize, false, false);
                    data.Add(width, height, 32, 16, outputSize, true, false);
                    data.Add(width, height, 48, 80, outputSize, true, true);
                    data.Add(width, height, 64, 192, outputSize, false, false);
                }
            }

            return data;
        }
    }

    public void Dispose() => _workers.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_is_the_direct_convolution(
        int width, int height, int inputs, int outputs, int outputSize, bool isBackward, bool withBorder)
    {
        using var input = Input(inputs, height, width, isBackward, garbage: 0);
        using var expected = new FeaturePlanes(outputs, height, width);
        var (layer, weights) = Convolution(inputs, outputs, isBackward);
        using var packed = isBackward
            ? PackedConvolution.Backward(weights, outputs, inputs, _kernels)
            : PackedConvolution.Forward(weights, inputs, outputs, _kernels);
        _workers.Run(new ConvolutionStep(_kernels, packed, input, expected, TileEnd.Bias, withBorder));

        // What lies beyond the border is anybody's.
        using var surrounded = Input(inputs, height, width, isBackward, garbage: float.NaN);
        using var found = new FeaturePlanes(outputs, height, width);
        Fill(found, float.NaN);
        RunWinograd(outputSize, layer, weights, isBackward, withBorder, surrounded, found, TileEnd.Bias);
        AssertClose(expected, found, withBorder, outputSize == 4 ? 3e-6 : 1e-5);
        AssertUntouched(found, withBorder);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Its_ends_are_those_of_the_direct_convolution(int outputSize)
    {
        using var input = Input(32, 11, 13, isBackward: false, garbage: 0);
        var (layer, weights) = Convolution(32, 48, isBackward: false);
        using var packed = PackedConvolution.Forward(weights, 32, 48, _kernels);
        foreach (var end in new[] { TileEnd.BiasAndRelu, TileEnd.Bias, TileEnd.Store })
        {
            using var expected = new FeaturePlanes(48, 11, 13);
            using var found = new FeaturePlanes(48, 11, 13);
            _workers.Run(new ConvolutionStep(_kernels, packed, input, expected, end));
            RunWinograd(outputSize, layer, weights, isBackward: false, withBorder: false, input, found, end);
            AssertClose(expected, found, withBorder: false, 1e-5);
        }
    }

    private static (NetworkLayer Layer, ConvolutionWeights Weights) Convolution(
        int inputs, int outputs, bool isBackward)
    {
        var (layerInputs, layerOutputs) = isBackward ? (outputs, inputs) : (inputs, outputs);
        var layer = new NetworkLayer("conv", LayerKind.Convolution, layerInputs, layerOutputs, 1);
        var kernel = GeneratedNumbers.Signed(1, inputs * outputs * 9, 1);
        var bias = isBackward ? new float[layerOutputs] : GeneratedNumbers.Signed(2, layerOutputs, 5);
        return (layer, new ConvolutionWeights(kernel, bias));
    }

    // A gradient's border holds zeros, that of features anything.
    private static FeaturePlanes Input(int channels, int height, int width, bool isBackward, float garbage)
    {
        var planes = new FeaturePlanes(channels, height, width);
        Fill(planes, garbage);
        for (var block = 0; block < planes.Blocks; block++)
        {
            for (var y = -1; y <= height; y++)
            {
                for (var x = -1; x <= width; x++)
                {
                    var isBorder = y < 0 || x < 0 || y == height || x == width;
                    for (var c = 0; c < FeaturePlanes.BlockSize; c++)
                    {
                        var index = ((block * 100 + y + 1) * 100 + x + 1) * FeaturePlanes.BlockSize + c;
                        planes.At(block, y, x)[c] = isBackward && isBorder ? 0 : GeneratedNumbers.Signed(3, index);
                    }
                }
            }
        }

        return planes;
    }

    private static void Fill(FeaturePlanes planes, float value)
    {
        var length = FeaturePlanes.RequiredLength(planes.Channels, planes.Height, planes.Width);
        var start = planes.Origin - planes.FrontGuard * FeaturePlanes.BlockSize;
        new Span<float>(start, checked((int)length)).Fill(value);
    }

    private static void AssertClose(FeaturePlanes expected, FeaturePlanes found, bool withBorder, double bound)
    {
        var margin = withBorder ? 1 : 0;
        double errors = 0, squares = 0;
        for (var block = 0; block < expected.Blocks; block++)
        {
            for (var y = -margin; y < expected.Height + margin; y++)
            {
                for (var i = -margin * 16; i < (expected.Width + margin) * 16; i++)
                {
                    double wanted = expected.At(block, y, 0)[i];
                    var error = found.At(block, y, 0)[i] - wanted;
                    errors += error * error;
                    squares += wanted * wanted;
                }
            }
        }

        Assert.True(Math.Sqrt(errors / squares) <= bound, $"{Math.Sqrt(errors / squares):E1} off.");
    }

    // Whatever was not asked for is as it was.
    private static void AssertUntouched(FeaturePlanes planes, bool withBorder)
    {
        var margin = withBorder ? 1 : 0;
        var all = 0;
        var length = FeaturePlanes.RequiredLength(planes.Channels, planes.Height, planes.Width);
        var start = planes.Origin - planes.FrontGuard * FeaturePlanes.BlockSize;
        for (var i = 0; i < length; i++)
        {
            all += float.IsNaN(start[i]) ? 0 : 1;
        }

        var inside = planes.Blocks * 16 * (planes.Height + 2 * margin) * (planes.Width + 2 * margin);
        Assert.Equal(inside, all);
    }

    private void RunWinograd(
        int outputSize,
        NetworkLayer layer,
        ConvolutionWeights weights,
        bool isBackward,
        bool withBorder,
        FeaturePlanes input,
        FeaturePlanes output,
        TileEnd end)
    {
        var method = outputSize == 4 ? WinogradMethod.F4 : WinogradMethod.F6;
        using var filters = new WinogradFilters(method, weights, layer, isBackward, _kernels.PanelWidth);
        _workers.Run(filters);
        var tiles = new WinogradTiles(method, _kernels, input, output, withBorder);
        _workers.Run(new WinogradStep(_workers, _kernels, filters, tiles, end));
    }
}
