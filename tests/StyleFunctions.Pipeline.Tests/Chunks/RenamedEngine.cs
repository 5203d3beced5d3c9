using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Pipeline.Tests.Chunks;

/// <summary>An engine under another name.</summary>
internal sealed class RenamedEngine(IEngine engine) : IEngine
{
    public const string OtherName = "another";

    public string Name => OtherName;

    public Network Network => engine.Network;

    public FeatureStatistics Measure(
        Picture picture,
        IEnumerable<string> styleLayers,
        IEnumerable<string> contentLayers,
        long memory,
        CancellationToken cancellation) =>
        engine.Measure(picture, styleLayers, contentLayers, memory, cancellation);

    public IObjective Prepare(int width, int height, LossFunction loss, long memory) =>
        engine.Prepare(width, height, loss, memory);

    public EngineCost Estimate(int width, int height, LossFunction loss, long memory) =>
        engine.Estimate(width, height, loss, memory);

    public void Dispose() => engine.Dispose();
}
