using StyleFunctions.Transfer;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Losses;

namespace StyleFunctions.Bench;

/// <summary>The loss that is timed, with targets measured in random pictures.</summary>
internal static class EngineProblem
{
    private const int LargestStyle = 2048;

    public static LossFunction Loss(IEngine engine, PictureSize size, long memory)
    {
        var features = Features(engine, size, memory);
        var grams = Grams(engine, size, memory);
        return BenchmarkNetwork.Loss(layer => features[layer], layer => grams[layer]);
    }

    public static float[] Start(PictureSize size) => BenchmarkNetwork.RandomPicture(size, new SplitMix64(3)).Samples;

    // In methods of their own, so that the pictures are gone when the iterations begin.
    private static IReadOnlyDictionary<string, FeatureMap> Features(IEngine engine, PictureSize size, long memory)
    {
        var picture = BenchmarkNetwork.RandomPicture(size, new SplitMix64(1));
        return engine.Measure(picture, [], BenchmarkNetwork.Settings.ContentLayers.Layers, memory).Features;
    }

    private static IReadOnlyDictionary<string, GramMatrix> Grams(IEngine engine, PictureSize size, long memory)
    {
        // A style is seldom larger, and its matrices tell no more.
        var style = new PictureSize(Math.Min(size.Width, LargestStyle), Math.Min(size.Height, LargestStyle));
        var picture = BenchmarkNetwork.RandomPicture(style, new SplitMix64(2));
        return engine.Measure(picture, BenchmarkNetwork.Settings.StyleLayers.Layers, [], memory).Grams;
    }
}
