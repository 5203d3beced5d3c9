using StyleFunctions.Imaging;
using StyleFunctions.Transfer;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Bench;

/// <summary>VGG-19 to conv5_1 with random weights, and the default preset's loss on it.</summary>
internal static class BenchmarkNetwork
{
    public static TransferSettings Settings { get; } = new();

    public static IEnumerable<NetworkLayer> Convolutions =>
        NetworkArchitecture.Vgg19.Convolutions.TakeWhile(l => l.Name != "conv5_2");

    public static Network Make()
    {
        var generator = new SplitMix64(0);
        var weights = new Dictionary<string, ConvolutionWeights>();
        foreach (var layer in Convolutions)
        {
            var range = MathF.Sqrt(6f / (9 * layer.InputChannels));
            var kernel = new float[layer.OutputChannels * layer.InputChannels * 9];
            for (var i = 0; i < kernel.Length; i++)
            {
                kernel[i] = (2 * generator.NextUniform() - 1) * range;
            }

            weights[layer.Name] = new ConvolutionWeights(kernel, new float[layer.OutputChannels]);
        }

        return new Network(NetworkArchitecture.Vgg19, weights, Preprocessing.Torchvision, "random");
    }

    public static Picture RandomPicture(PictureSize size, SplitMix64 generator)
    {
        var picture = new Picture(size.Width, size.Height);
        foreach (ref var sample in picture.Samples.AsSpan())
        {
            sample = generator.NextUniform();
        }

        return picture;
    }

    public static LossFunction Loss(Func<string, FeatureMap> content, Func<string, GramMatrix> style) => new()
    {
        Content = [.. Settings.ContentLayers.Normalized
            .Select(l => new ContentTarget(l.Layer, l.Weight, content(l.Layer)))],
        Style = [.. Settings.StyleLayers.Normalized.Select(l => new StyleTarget(l.Layer, l.Weight, style(l.Layer)))],
        ContentWeight = Settings.ContentWeight,
        StyleWeight = Settings.StyleWeight,
        TvWeight = Settings.TvWeight,
    };
}
