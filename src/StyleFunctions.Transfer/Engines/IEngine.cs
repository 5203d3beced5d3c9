using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Engines;

/// <summary>
/// What computes a network's features and their gradient: on a CPU, on a GPU. An engine is made for one network, one
/// kind of pooling and one padding, holds the frozen weights, and serves any picture size. Optimisers and the schedule
/// stand above it and know nothing else of it. Not safe for use by several threads at once.
/// </summary>
public interface IEngine : IDisposable
{
    /// <summary>
    /// What decides the order of its sums, such as "cpu-512-256-fma": the same name gives the same bytes.
    /// </summary>
    string Name { get; }

    /// <summary>The network it was made for.</summary>
    Network Network { get; }

    /// <summary>Bytes free on its device, where that has memory of its own; else there is no such bound.</summary>
    long DeviceMemory => long.MaxValue;

    /// <summary>What it computes the network in; never <see cref="GpuPrecision.Auto"/>.</summary>
    GpuPrecision Precision => GpuPrecision.Full;

    /// <summary>
    /// The statistics of a picture that become targets: Gram matrices for style, feature maps for content.
    /// </summary>
    /// <param name="picture">The picture, at the size it is to be seen at; both sides at least 16 for conv5_1.</param>
    /// <param name="styleLayers">Layers to take Gram matrices of.</param>
    /// <param name="contentLayers">Layers to keep the feature maps of.</param>
    /// <param name="memory">
    /// Bytes it may use, beside the result; a picture that would need more is measured piece by piece.
    /// </param>
    /// <param name="cancellation">Asks to stop, which takes effect within a layer.</param>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    FeatureStatistics Measure(
        Picture picture,
        IEnumerable<string> styleLayers,
        IEnumerable<string> contentLayers,
        long memory = long.MaxValue,
        CancellationToken cancellation = default);

    /// <summary>
    /// Makes ready to evaluate a loss at one picture size; what an iteration needs is allocated here.
    /// </summary>
    /// <param name="width">The picture's width.</param>
    /// <param name="height">The picture's height.</param>
    /// <param name="loss">The loss with its targets.</param>
    /// <param name="memory">
    /// Bytes it may use; the gradient of a picture that would need more is computed piece by piece. What pieces those
    /// are depends on this number, the sizes, the loss and the engine's name alone, never on its threads, so that the
    /// same number gives the same bytes.
    /// </param>
    IObjective Prepare(int width, int height, LossFunction loss, long memory = long.MaxValue);

    /// <summary>What <see cref="Prepare"/> would take, found without computing anything.</summary>
    /// <param name="width">The picture's width.</param>
    /// <param name="height">The picture's height.</param>
    /// <param name="loss">The loss; its targets may still be empty.</param>
    /// <param name="memory">Bytes it may use.</param>
    EngineCost Estimate(int width, int height, LossFunction loss, long memory = long.MaxValue);
}
