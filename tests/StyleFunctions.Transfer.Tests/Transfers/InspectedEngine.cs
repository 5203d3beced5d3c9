using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Optimization;

namespace StyleFunctions.Transfer.Tests.Transfers;

/// <summary>An engine that notes the memory it is given, and says when an evaluation begins.</summary>
internal sealed class InspectedEngine(IEngine engine, Action? onEvaluate = null) : IEngine
{
    public List<long> Memory { get; } = [];

    /// <summary>What its device would need for a pixel, had it one of its own.</summary>
    public long DeviceBytesAPixel { get; init; }

    public long DeviceMemory { get; init; } = long.MaxValue;

    public string Name => engine.Name;

    public Network Network => engine.Network;

    public FeatureStatistics Measure(
        Picture picture,
        IEnumerable<string> styleLayers,
        IEnumerable<string> contentLayers,
        long memory,
        CancellationToken cancellation)
    {
        Memory.Add(memory);
        return engine.Measure(picture, styleLayers, contentLayers, memory, cancellation);
    }

    public IObjective Prepare(int width, int height, LossFunction loss, long memory)
    {
        Memory.Add(memory);
        return new Objective(engine.Prepare(width, height, loss, memory), onEvaluate);
    }

    public EngineCost Estimate(int width, int height, LossFunction loss, long memory) =>
        engine.Estimate(width, height, loss, memory) with { DeviceBytes = DeviceBytesAPixel * width * height };

    public void Dispose()
    {
    }

    private sealed class Objective(IObjective objective, Action? onEvaluate) : IObjective
    {
        public void Evaluate(
            ReadOnlySpan<float> pixels, Span<float> gradient, LossTerms terms, CancellationToken cancellation)
        {
            onEvaluate?.Invoke();
            objective.Evaluate(pixels, gradient, terms, cancellation);
        }

        public IDescent Descend(float[] pixels, IOptimizer optimizer, IterateAverage average) =>
            new HostDescent(this, pixels, optimizer, average);

        public void Dispose() => objective.Dispose();
    }
}
