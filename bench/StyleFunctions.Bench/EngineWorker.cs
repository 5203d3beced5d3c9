using System.Diagnostics;
using System.Globalization;
using StyleFunctions.Imaging;
using StyleFunctions.Transfer;
using StyleFunctions.Transfer.Engines.Cpu;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Optimization;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Bench;

/// <summary>
/// Our side of the engine benchmark, a process of its own so that its memory can be told: the computation and the
/// protocol of peers/pytorch_engine.py.
/// </summary>
internal static class EngineWorker
{
    public static int Run(int width, int height, int threads)
    {
        var settings = new TransferSettings();
        using var engine = new CpuEngine(RandomVgg19(), settings.Pooling, settings.Padding, threads);
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
        var pixels = RandomPicture(width, height, generator).Samples;
        var gradient = new float[pixels.Length];
        var terms = new LossTerms(loss);
        var adam = new Adam(pixels.Length, Adam.DefaultStepSize);
        using var objective = engine.Prepare(width, height, loss);

        Console.WriteLine("ready");
        while (Console.ReadLine() == "step")
        {
            var clock = Stopwatch.StartNew();
            objective.Evaluate(pixels, gradient, terms);
            adam.Step(pixels, gradient);
            Console.WriteLine(clock.Elapsed.TotalSeconds.ToString("F6", CultureInfo.InvariantCulture));
        }

        using var self = Process.GetCurrentProcess();
        Console.WriteLine(self.PeakWorkingSet64);
        return 0;
    }

    private static Picture RandomPicture(int width, int height, SplitMix64 generator) =>
        new(width, height, [.. Enumerable.Range(0, 3 * width * height).Select(_ => generator.NextUniform())]);

    private static Network RandomVgg19()
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
