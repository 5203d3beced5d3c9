using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Tests.Reference;

/// <summary>The losses and the total's gradient at the pixels.</summary>
internal sealed record ReferenceEvaluation(NamedLosses Losses, ReferenceTensor Gradient);

/// <summary>A whole loss function and its gradient, in float64.</summary>
internal static class ReferenceObjective
{
    public static ReferenceEvaluation Evaluate(ReferenceNetwork network, LossFunction loss, ReferenceTensor pixels)
    {
        var layers = loss.Content.Select(t => t.Layer).Concat(loss.Style.Select(t => t.Layer));
        var outputs = network.Forward(pixels, layers);
        var gradients = new Dictionary<string, ReferenceTensor>();

        void AddGradient(string layer, ReferenceTensor gradient)
        {
            if (!gradients.TryAdd(layer, gradient))
            {
                gradients[layer].Add(gradient);
            }
        }

        var content = 0.0;
        foreach (var target in loss.Content)
        {
            var difference = Difference(outputs[target.Layer], target.Features.Values, 1);
            content += target.Weight * ReferenceError.Forward(difference, loss.Error);
            var slopes = ReferenceError.Backward(difference, loss.Error);
            AddGradient(target.Layer, Times(slopes, loss.ContentWeight * target.Weight));
        }

        var style = 0.0;
        var styleLayers = new List<double>();
        foreach (var target in loss.Style)
        {
            var features = outputs[target.Layer];
            var scale = loss.Gram == GramNormalization.PositionsAndChannels ? 1.0 / features.Channels : 1;
            var difference = Difference(ReferenceGram.Forward(features), target.Gram.Values, scale);
            styleLayers.Add(ReferenceError.Forward(difference, loss.Error));
            style += target.Weight * styleLayers[^1];
            var slopes = ReferenceError.Backward(difference, loss.Error);
            var weighted = Times(slopes, loss.StyleWeight * target.Weight * scale);
            AddGradient(target.Layer, ReferenceGram.Backward(weighted, features));
        }

        var variation = ReferenceTotalVariation.Forward(pixels, loss.Tv, loss.PixelRange);
        var gradient = network.Backward(pixels, outputs, gradients);
        gradient.Add(Times(ReferenceTotalVariation.Backward(pixels, loss.Tv, loss.PixelRange), loss.TvWeight));
        var total = (loss.ContentWeight * content) + (loss.StyleWeight * style) + (loss.TvWeight * variation);
        return new ReferenceEvaluation(new NamedLosses(total, content, style, styleLayers, variation), gradient);
    }

    /// <summary>What an engine's Measure should find.</summary>
    public static FeatureStatistics Measure(
        ReferenceNetwork network,
        ReferenceTensor pixels,
        IReadOnlyList<string> styleLayers,
        IReadOnlyList<string> contentLayers)
    {
        var outputs = network.Forward(pixels, styleLayers.Concat(contentLayers));
        return new FeatureStatistics(
            styleLayers.ToDictionary(l => l, l => Gram(outputs[l])),
            contentLayers.ToDictionary(l => l, l => Features(outputs[l])));
    }

    private static GramMatrix Gram(ReferenceTensor features) =>
        new(features.Channels, Floats(ReferenceGram.Forward(features)));

    private static FeatureMap Features(ReferenceTensor features) =>
        new(features.Channels, features.Height, features.Width, Floats(features));

    private static float[] Floats(ReferenceTensor tensor) => [.. tensor.Values.Select(v => (float)v)];

    private static ReferenceTensor Difference(ReferenceTensor values, float[] target, double scale)
    {
        Assert.Equal(values.Values.Length, target.Length);
        var result = values.ZerosLike();
        for (var i = 0; i < target.Length; i++)
        {
            result.Values[i] = (values.Values[i] - target[i]) * scale;
        }

        return result;
    }

    private static ReferenceTensor Times(ReferenceTensor tensor, double factor)
    {
        for (var i = 0; i < tensor.Values.Length; i++)
        {
            tensor.Values[i] *= factor;
        }

        return tensor;
    }
}
