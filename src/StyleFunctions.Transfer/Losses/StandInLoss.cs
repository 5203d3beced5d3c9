using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Losses;

/// <summary>
/// A loss with a transfer's layers and with targets of zeros: it takes the time and memory of the real one.
/// </summary>
internal static class StandInLoss
{
    /// <summary>Makes it.</summary>
    /// <param name="network">The network's architecture.</param>
    /// <param name="settings">The layers and weights.</param>
    /// <param name="scale">The size.</param>
    /// <param name="hasValues">Whether it is to be evaluated; else its targets hold nothing.</param>
    public static LossFunction For(
        NetworkArchitecture network, TransferSettings settings, TransferScale scale, bool hasValues)
    {
        return LossFunction.For(
            settings,
            settings.ContentWeight > 0
                ? [.. settings.ContentLayers.Normalized
                    .Select(l => new ContentTarget(l.Layer, l.Weight, Features(network.Layer(l.Layer))))]
                : [],
            settings.StyleWeight > 0
                ? [.. settings.StyleLayers.Normalized
                    .Select(l => new StyleTarget(l.Layer, l.Weight, Gram(network.Layer(l.Layer).OutputChannels)))]
                : []);

        FeatureMap Features(NetworkLayer layer)
        {
            var (channels, height, width) =
                (layer.OutputChannels, scale.CanvasHeight / layer.Stride, scale.CanvasWidth / layer.Stride);
            return new FeatureMap(channels, height, width, hasValues ? new float[channels * height * width] : []);
        }

        GramMatrix Gram(int channels) => new(channels, hasValues ? new float[channels * channels] : []);
    }
}
