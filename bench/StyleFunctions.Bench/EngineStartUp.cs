using System.Diagnostics;
using System.Globalization;
using StyleFunctions.Transfer;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Engines.Cpu;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Bench;

/// <summary>
/// The time from weights in memory to the first iteration, in a fresh process, compilation included: making the engine,
/// transforming the filters, preparing. Targets stay empty, so that measuring them is told apart.
/// </summary>
internal static class EngineStartUp
{
    public static int Run(int width, int height, int threads)
    {
        var (size, settings) = (new PictureSize(width, height), BenchmarkNetwork.Settings);
        var generator = new SplitMix64(1);
        var network = BenchmarkNetwork.Make();
        var (content, style) = (
            BenchmarkNetwork.RandomPicture(size, generator), BenchmarkNetwork.RandomPicture(size, generator));

        var start = Stopwatch.GetTimestamp();
        using var engine = new CpuEngine(network, settings.Pooling, settings.Padding, threads);
        using var objective = engine.Prepare(width, height, BenchmarkNetwork.Loss(Features, Gram));
        var startUp = Stopwatch.GetElapsedTime(start);

        start = Stopwatch.GetTimestamp();
        engine.Measure(content, [], settings.ContentLayers.Layers);
        engine.Measure(style, settings.StyleLayers.Layers, []);
        var targets = Stopwatch.GetElapsedTime(start);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{engine.Name} {startUp.TotalSeconds:F4} {targets.TotalSeconds:F4}"));
        return 0;

        NetworkLayer Layer(string name) => NetworkArchitecture.Vgg19.Layer(name);

        FeatureMap Features(string name)
        {
            var (channels, stride) = (Layer(name).OutputChannels, Layer(name).Stride);
            var (rows, columns) = (height / stride, width / stride);
            return new FeatureMap(channels, rows, columns, new float[channels * rows * columns]);
        }

        GramMatrix Gram(string name)
        {
            var channels = Layer(name).OutputChannels;
            return new GramMatrix(channels, new float[channels * channels]);
        }
    }
}
