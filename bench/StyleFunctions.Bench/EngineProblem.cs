using StyleFunctions.Imaging;
using StyleFunctions.Transfer;
using StyleFunctions.Transfer.Engines.Cpu;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Bench;

/// <summary>The computation that is timed: the default preset's loss in VGG-19 with random weights.</summary>
internal static class EngineProblem
{
    public static (LossFunction Loss, float[] Pixels) Make(CpuEngine engine, int width, int height)
    {
        var settings = new TransferSettings();
        var generator = new SplitMix64(1);
        var (contentLayers, styleLayers) = (settings.ContentLayers, settings.StyleLayers);
        var content = engine.Measure(RandomPicture(width, height, generator), [], contentLayers.Layers).Features;
        var style = engine.Measure(RandomPicture(width, height, generator), styleLayers.Layers, []).Grams;
        var loss = new LossFunction
        {
            Content = [.. contentLayers.Normalized.Select(l => new ContentTarget(l.Layer, l.Weight, content[l.Layer]))],
            Style = [.. styleLayers.Normalized.Select(l => new StyleTarget(l.Layer, l.Weight, style[l.Layer]))],
            ContentWeight = settings.ContentWeight,
            StyleWeight = settings.StyleWeight,
            TvWeight = settings.TvWeight,
        };
        return (loss, RandomPicture(width, height, generator).Samples);
    }

    private static Picture RandomPicture(int width, int height, SplitMix64 generator) =>
        new(width, height, [.. Enumerable.Range(0, 3 * width * height).Select(_ => generator.NextUniform())]);

    public static Network RandomVgg19()
    {
        var generator = new SplitMix64(0);
        var weights = new Dictionary<string, ConvolutionWeights>();
        foreach (var layer in NetworkArchitecture.Vgg19.Convolutions.TakeWhile(l => l.Name != "conv5_2"))
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
}
