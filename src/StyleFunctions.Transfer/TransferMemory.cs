using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer;

/// <summary>
/// Shares a transfer's memory out: what stands above the engine is added up, and the rest is the engine's. All of it
/// follows from sizes and settings, nothing from the machine, since the engine's share decides how it cuts a picture.
/// </summary>
internal sealed class TransferMemory
{
    // A bare process with .NET and this program's code, measured.
    private const long Process = 100_000_000;

    // What the engine's threads need for themselves, a megabyte each, must not decide the cut.
    private const long Threads = 64_000_000;

    private readonly IEngine _engine;
    private readonly TransferInputs _inputs;
    private readonly TransferSettings _settings;
    private readonly long _standing;

    public TransferMemory(IEngine engine, TransferInputs inputs, TransferSettings settings)
    {
        _engine = engine;
        _inputs = inputs;
        _settings = settings;
        _standing = Process + Weights(engine.Network) + Size(inputs.Content) + inputs.Styles.Sum(Size)
            + (inputs.Start is null ? 0 : Size(inputs.Start));
    }

    /// <summary>What a scale takes.</summary>
    public ScaleCost Cost(TransferScale scale)
    {
        var loss = StandInLoss.For(_engine.Network.Architecture, _settings, scale, hasValues: false);
        var cost = _engine.Estimate(scale.CanvasWidth, scale.CanvasHeight, loss, ForEvaluation(scale));
        return new ScaleCost(
            scale, AboveEvaluation(scale) + cost.Bytes, cost.MultiplyAdds, cost.Cut, cost.IsWhole);
    }

    /// <summary>What the engine may use to evaluate the loss.</summary>
    public long ForEvaluation(TransferScale scale) => Left(AboveEvaluation(scale));

    /// <summary>What the engine may use to measure a picture, beside the features that are kept.</summary>
    public long ForMeasuring(TransferScale scale, Picture picture, int width, int height) => Left(
        _standing + State(scale) + Features(scale)
        + ((picture.Width, picture.Height) == (width, height) ? 0 : Size(width, height, picture.Alpha is not null)));

    /// <summary>Refuses what does not fit even in the smallest pieces, or not into the engine's device.</summary>
    /// <exception cref="InvalidSettingException">
    /// The message says how much is needed, and which size would fit.
    /// </exception>
    public void Check(IReadOnlyList<TransferScale> scales)
    {
        if (_settings.Memory is { } memory
            && scales.LastOrDefault(s => Cost(s).Bytes > memory) is { } scale)
        {
            var needed = ByteCount.Describe(RoundUp(Cost(scale).Bytes));
            var largest = LargestThatFits(scale.Size, s => Cost(s).Bytes <= memory);
            throw new InvalidSettingException(
                "memory",
                $"A picture of {scale.Width} x {scale.Height} pixels needs {needed} of memory even in the smallest "
                + $"pieces, and {ByteCount.Describe(memory)} is allowed: set memory to at least {needed}"
                + (largest is null ? "." : $", or size to at most {largest}."));
        }

        if (_engine.DeviceMemory is < long.MaxValue and var free
            && scales.LastOrDefault(s => DeviceBytes(s) > free) is { } large)
        {
            var largest = LargestThatFits(large.Size, s => DeviceBytes(s) <= free);
            throw new InvalidSettingException(
                "size",
                $"A picture of {large.Width} x {large.Height} pixels needs "
                + $"{ByteCount.Describe(RoundUp(DeviceBytes(large)))} of the GPU's memory, and "
                + $"{ByteCount.Describe(free)} is free: "
                + (largest is null ? "compute on the CPU." : $"set size to at most {largest}, or compute on the CPU."));
        }
    }

    private long DeviceBytes(TransferScale scale) => _engine.Estimate(
        scale.CanvasWidth,
        scale.CanvasHeight,
        StandInLoss.For(_engine.Network.Architecture, _settings, scale, hasValues: false)).DeviceBytes;

    // Bisection between the smallest size that the layers take and one that does not fit.
    private int? LargestThatFits(int tooLarge, Func<TransferScale, bool> fits)
    {
        var content = _inputs.Content;
        var largest = InputCheck.SmallestSize(_engine.Network.Architecture, _settings, content);
        if (largest >= tooLarge || !Fits(largest))
        {
            return null;
        }

        while (tooLarge - largest > 1)
        {
            var middle = (largest + tooLarge) / 2;
            (largest, tooLarge) = Fits(middle) ? (middle, tooLarge) : (largest, middle);
        }

        return largest;

        bool Fits(int size) =>
            fits(ScalePyramid.Scale(_settings, content.Width, content.Height, size, _settings.Iterations));
    }

    // The change to a scale needs less: then there is no gradient yet, and of the smaller scale's state never more
    // than one part stands beside the larger one's.
    private long AboveEvaluation(TransferScale scale) => _standing + State(scale) + Plane(scale) + Features(scale);

    private long Left(long above) =>
        _settings.Memory is { } memory ? Math.Max(memory - above - Threads, 0) : long.MaxValue;

    // Pixels, their average, and what the optimiser remembers.
    private long State(TransferScale scale)
    {
        var optimizer = _settings.Optimizer == OptimizerKind.Adam
            ? 2
            : 3 + (2 * Math.Min(_settings.History, scale.Iterations));
        return (2 + optimizer) * Plane(scale);
    }

    private long Features(TransferScale scale) => _settings.ContentWeight > 0
        ? _settings.ContentLayers.Layers
            .Select(l => _engine.Network.Architecture.Layer(l))
            .Sum(l => (long)l.OutputChannels * (scale.CanvasWidth / l.Stride) * (scale.CanvasHeight / l.Stride)
                * sizeof(float))
        : 0;

    // To digits that are shown.
    private static long RoundUp(long bytes)
    {
        var step = bytes > 900_000_000 ? 100_000_000 : 10_000_000;
        return (bytes + step - 1) / step * step;
    }

    private static long Plane(TransferScale scale) => Size(scale.CanvasWidth, scale.CanvasHeight, hasAlpha: false);

    private static long Size(Picture picture) => Size(picture.Width, picture.Height, picture.Alpha is not null);

    private static long Size(int width, int height, bool hasAlpha) =>
        (Picture.Channels + (hasAlpha ? 1 : 0)) * (long)width * height * sizeof(float);

    private static long Weights(Network network) => network.Architecture.Convolutions
        .TakeWhile(l => network.FirstWithoutWeights(l.Name) is null)
        .Sum(l => network.Weights(l.Name).Kernel.LongLength * sizeof(float));
}
