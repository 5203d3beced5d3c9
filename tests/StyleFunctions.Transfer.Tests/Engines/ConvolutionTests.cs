using StyleFunctions.Transfer.Engines.Cpu;
using StyleFunctions.Transfer.Engines.Cpu.Convolutions;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Planes;
using StyleFunctions.Transfer.Engines.Cpu.Steps;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Tests.Generated;

namespace StyleFunctions.Transfer.Tests.Engines;

/// <summary>Every way to compute a convolution against a plain one in float64, on the same planes.</summary>
public sealed unsafe partial class ConvolutionTests : IDisposable
{
    private readonly TileKernels _kernels = TileKernels.Best;
    private readonly Workers _workers = new(2);

    public enum Way
    {
        Direct,
        WinogradF4,
        WinogradF6,
        SharedF4,
        SharedF6,
        KeptF4,
        KeptF6,
        TurnedF4,
        TurnedF6,
    }

    /// <summary>Sizes, channels, way, direction and border.</summary>
    public static TheoryData<int, int, int, int, Way, bool, bool> Cases
    {
        get
        {
            var data = new TheoryData<int, int, int, int, Way, bool, bool>();
            (int Width, int Height)[] sizes =
                [(1, 1), (2, 3), (4, 4), (5, 4), (6, 7), (12, 6), (13, 1), (17, 31), (48, 24), (59, 37)];
            foreach (var (width, height) in sizes)
            {
                foreach (var way in Enum.GetValues<Way>())
                {
                    data.Add(width, height, 96, 64, way, true, false);
                    if (way is Way.TurnedF4 or Way.TurnedF6)
                    {
                        continue;
                    }

                    data.Add(width, height, 16, 48, way, false, false);
                    data.Add(width, height, 32, 16, way, true, false);
                    data.Add(width, height, 48, 80, way, true, true);
                    data.Add(width, height, 64, 192, way, false, false);
                }
            }

            // Sums over as many channels as there are must be as exact as any.
            foreach (var way in Enum.GetValues<Way>())
            {
                data.Add(12, 12, 512, 32, way, true, false);
            }

            return data;
        }
    }

    public void Dispose() => _workers.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_way_computes_the_convolution(
        int width, int height, int inputs, int outputs, Way way, bool isBackward, bool withBorder)
    {
        var rows = Rows.All(height);
        using var memory = new TestMemory();
        var input = memory.Planes(new PlaneShape(inputs, height, width), rows);
        var output = memory.Planes(new PlaneShape(outputs, height, width), rows);
        var (layer, weights) = Convolution(inputs, outputs, isBackward);
        memory.Allocate();
        TestPlanes.Fill(input);
        TestPlanes.Fill(output, float.NaN);

        // What lies beyond the plane, in the border and the guards, is anybody's.
        var area = ConvolutionArea.Of(rows, height, width, withBorder);
        var end = new ConvolutionEnd { Output = output, IsForward = !isBackward };
        Run(_kernels, way, layer, weights, isBackward, input, area, end);
        AssertClose(input, weights, isBackward, output, area, way);
        AssertUntouched(output, area, way);
    }

    [Theory]
    [InlineData(Way.Direct)]
    [InlineData(Way.WinogradF4)]
    [InlineData(Way.SharedF6)]
    public void Some_rows_are_those_of_the_whole(Way way)
    {
        var shape = new PlaneShape(32, 41, 23);
        var (layer, weights) = Convolution(32, 48, isBackward: false);
        foreach (var rows in new[] { new Rows(0, 10), new Rows(10, 26), new Rows(26, 41) })
        {
            using var memory = new TestMemory();
            var input = memory.Planes(shape, rows.Grow(41));
            var output = memory.Planes(shape with { Channels = 48 }, rows);
            memory.Allocate();
            TestPlanes.Fill(input);
            var area = ConvolutionArea.Of(rows, 41, 23);
            var end = new ConvolutionEnd { Output = output, IsForward = true };
            Run(_kernels, way, layer, weights, isBackward: false, input, area, end);
            AssertClose(input, weights, isBackward: false, output, area, way);
        }
    }

    [Theory]
    [InlineData(Pooling.Max, 23, 41)]
    [InlineData(Pooling.Max, 24, 12)]
    [InlineData(Pooling.Average, 23, 41)]
    [InlineData(Pooling.AverageUnscaled, 12, 17)]
    public void Pooling_at_once_is_pooling_afterwards(Pooling pooling, int width, int height)
    {
        var shape = new PlaneShape(48, height, width);
        var rows = Rows.All(height);
        var (layer, weights) = Convolution(32, 48, isBackward: false);
        foreach (var way in new[] { Way.WinogradF4, Way.WinogradF6, Way.SharedF6 })
        {
            using var memory = new TestMemory();
            var input = memory.Planes(shape with { Channels = 32 }, rows);
            var features = memory.Planes(shape, rows);
            var expected = memory.Planes(shape.Pooled, Rows.All(height / 2));
            var found = memory.Planes(shape.Pooled, Rows.All(height / 2));
            var expectedMask = new GradientMask(_kernels, shape, rows, memory.Buffer());
            var foundMask = new GradientMask(_kernels, shape, rows, memory.Buffer());
            memory.Allocate();
            TestPlanes.Fill(input);
            var area = ConvolutionArea.Of(rows, height, width);
            var store = new ConvolutionEnd { Output = features, IsForward = true, Rectifies = true };
            var pool = new ConvolutionEnd { Pooled = found, Pooling = pooling, Mask = foundMask, IsForward = true };
            Run(_kernels, way, layer, weights, isBackward: false, input, area, store);
            _workers.Run(new PoolingStep(
                _kernels, pooling, features, expected, expected.Rows, expectedMask));
            Run(_kernels, way, layer, weights, isBackward: false, input, area, pool);
            AssertSame(expected, found);

            // The masks are the same if a gradient goes the same ways.
            var spread = memory.Planes(shape, rows);
            var spreadAtOnce = memory.Planes(shape, rows);
            memory.Allocate();
            Spread(expected, expectedMask, spread);
            Spread(expected, foundMask, spreadAtOnce);
            AssertSame(spread, spreadAtOnce);
            Assert.Contains(TestPlanes.Values(spread), v => v > 0);
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

    private static void AssertSame(FeaturePlanes expected, FeaturePlanes found) =>
        Assert.Equal(TestPlanes.Values(expected), TestPlanes.Values(found));

    private static void AssertClose(
        FeaturePlanes input,
        ConvolutionWeights weights,
        bool isBackward,
        FeaturePlanes output,
        ConvolutionArea area,
        Way way,
        Func<int, int, int, double>? added = null)
    {
        double errors = 0, squares = 0;
        for (var k = 0; k < output.Channels; k++)
        {
            for (var y = area.Top; y < area.Bottom; y++)
            {
                for (var x = area.Left; x < area.Right; x++)
                {
                    var wanted = Plain(input, weights, isBackward, output.Channels, k, y, x)
                        + (added?.Invoke(k, y, x) ?? 0);
                    var error = output.At(k / 16, y, x)[k % 16] - wanted;
                    errors += error * error;
                    squares += wanted * wanted;
                }
            }
        }

        var bound = way == Way.Direct ? 5e-7 : IsF4(way) ? 1.5e-6 : 4e-6;
        Assert.True(Math.Sqrt(errors / squares) <= bound, $"{Math.Sqrt(errors / squares):E1} off.");
    }

    private static double Plain(
        FeaturePlanes input, ConvolutionWeights weights, bool isBackward, int outputs, int k, int y, int x)
    {
        double sum = isBackward ? 0 : weights.Bias[k];
        for (var c = 0; c < input.Channels; c++)
        {
            for (var tap = 0; tap < 9; tap++)
            {
                var (sourceY, sourceX) = (y + tap / 3 - 1, x + tap % 3 - 1);
                if (sourceY < 0 || sourceY >= input.Height || sourceX < 0 || sourceX >= input.Width)
                {
                    continue;
                }

                var weight = isBackward
                    ? weights.Kernel[(c * outputs + k) * 9 + 8 - tap]
                    : weights.Kernel[(k * input.Channels + c) * 9 + tap];
                sum += (double)weight * input.At(c / 16, sourceY, sourceX)[c % 16];
            }
        }

        return sum;
    }

    // Whatever was not asked for is as it was; only a direct convolution runs over the ends of rows.
    private static void AssertUntouched(FeaturePlanes planes, ConvolutionArea area, Way way)
    {
        var touched = 0;
        foreach (var value in TestPlanes.Memory(planes))
        {
            touched += float.IsNaN(value) ? 0 : 1;
        }

        var inside = planes.Blocks * 16 * (area.Bottom - area.Top) * (area.Right - area.Left);
        var overEnds = way == Way.Direct ? planes.Blocks * 16 * (area.Bottom - area.Top) * 2 : 0;
        Assert.InRange(touched, inside, inside + overEnds);
    }

    private void Spread(FeaturePlanes pooled, GradientMask mask, FeaturePlanes target) =>
        _workers.Run(new UnpoolingStep(_kernels, pooled, mask, 1, target, adds: false));

    private static bool IsF4(Way way) => way is Way.WinogradF4 or Way.SharedF4 or Way.KeptF4 or Way.TurnedF4;

    private void Run(
        TileKernels kernels,
        Way way,
        NetworkLayer layer,
        ConvolutionWeights weights,
        bool isBackward,
        FeaturePlanes input,
        ConvolutionArea area,
        ConvolutionEnd end)
    {
        if (way == Way.Direct)
        {
            using var direct = new DirectWeights(
                weights, layer, isBackward, kernels.PanelWidth, input.ChannelsInBlock);
            direct.MakeReady(_workers);
            _workers.Run(new FillBorderStep(input, Padding.Zero));
            _workers.Run(new DirectStep(kernels, direct, input, area, end));
            return;
        }

        var method = IsF4(way) ? WinogradMethod.F4 : WinogradMethod.F6;
        var isTurned = way is Way.TurnedF4 or Way.TurnedF6;
        var isShared = way is not (Way.WinogradF4 or Way.WinogradF6);
        var isKept = !isShared || way is Way.KeptF4 or Way.KeptF6;
        using WinogradWeights filters = isKept
            ? new WinogradFilters(method, weights, layer, isBackward, kernels.PanelWidth)
            : new FilterPolynomials(method, weights, layer, isBackward && !isTurned, kernels.PanelWidth);
        filters.MakeReady(_workers);
        var tiles = new WinogradTiles(method, kernels, new PlaneInput(input, Padding.Zero), area, end);
        using var memory = new TestMemory();
        IStep[] steps = isShared
            ? [.. SharedWinograd.Steps(kernels, Shared(), tiles, memory.Buffer(), memory.Buffer())]
            : [new WinogradStep(kernels, (WinogradFilters)filters, tiles)];
        memory.Allocate();
        foreach (var step in steps)
        {
            _workers.ReserveScratch(step.ScratchLength);
            _workers.Run(step);
        }

        IFilters Shared() => filters is FilterPolynomials polynomials
            ? new SharedFilters(kernels, polynomials, isTurned)
            : (WinogradFilters)filters;
    }
}
