using System.Diagnostics;
using System.Globalization;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Optimization;

namespace StyleFunctions.Bench.Gpu;

/// <summary>
/// The GPU engine's side: does iterations when asked, as a transfer does them, and says how long one took; the protocol
/// of peers/pytorch_engine.py.
/// </summary>
internal static class GpuWorker
{
    private const double AverageDecay = 0.99;

    public static int Run(PictureSize size, string deviceName, string precision, int repeats)
    {
        var device = ComputeDevice.Parse(deviceName);
        using var source = GpuDevices.Open(device, Enum.Parse<GpuPrecision>(precision, ignoreCase: true));
        var settings = BenchmarkNetwork.Settings;
        using var engine = source.MakeEngine(BenchmarkNetwork.Make(), settings.Pooling, settings.Padding);
        var loss = EngineProblem.Loss(engine, size, long.MaxValue);
        var terms = new LossTerms(loss);
        using var objective = engine.Prepare(size.Width, size.Height, loss);
        using var descent = Begin(objective.Descend);
        using var inProcess = Begin((pixels, optimizer, average) =>
            new HostDescent(objective, pixels, optimizer, average));
        var update = 0.0;
        Console.WriteLine("ready");
        while (Console.ReadLine() is { } question)
        {
            Console.WriteLine((question switch
            {
                "step" => Step(descent),
                "process-step" => Step(inProcess),
                "process-update" => update,
                _ => GpuDevices.UsedBytes(device),
            }).ToString("F6", CultureInfo.InvariantCulture));
        }

        return 0;

        // Each with arrays of its own.
        IDescent Begin(Func<float[], IOptimizer, IterateAverage, IDescent> descend)
        {
            var pixels = EngineProblem.Start(size);
            return descend(
                pixels,
                new Adam(pixels.Length, Adam.DefaultStepSize),
                new IterateAverage(pixels, AverageDecay));
        }

        // The whole iterations, and of the last one the update, which says nothing where a device is still at it.
        double Step(IDescent descent)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < repeats; i++)
            {
                descent.Evaluate(terms);
                var evaluated = Stopwatch.GetTimestamp();
                descent.Step();
                update = Stopwatch.GetElapsedTime(evaluated).TotalSeconds;
            }

            return Stopwatch.GetElapsedTime(start).TotalSeconds / repeats;
        }
    }
}
