using System.Diagnostics;
using System.Globalization;
using StyleFunctions.Transfer.Engines.Cpu;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Optimization;

namespace StyleFunctions.Bench;

/// <summary>
/// Our side of the engine benchmark, a process of its own so that its memory can be told: the computation and the
/// protocol of peers/pytorch_engine.py.
/// </summary>
internal static class EngineWorker
{
    public static int Run(PictureSize size, int threads, long memory)
    {
        var settings = BenchmarkNetwork.Settings;
        using var engine = new CpuEngine(BenchmarkNetwork.Make(), settings.Pooling, settings.Padding, threads);
        var loss = EngineProblem.Loss(engine, size, memory);
        var pixels = EngineProblem.Start(size);
        var gradient = new float[pixels.Length];
        var terms = new LossTerms(loss);
        var adam = new Adam(pixels.Length, Adam.DefaultStepSize);
        using var objective = engine.Prepare(size.Width, size.Height, loss, memory);

        // Of the steps after the first.
        var (steps, allocated) = (-1, 0L);
        Console.WriteLine("ready");
        while (Console.ReadLine() is { } question)
        {
            Console.WriteLine(question switch
            {
                "step" => Step().ToString("F6", CultureInfo.InvariantCulture),
                "allocation" => (allocated / steps).ToString(CultureInfo.InvariantCulture),
                _ => PeakMemory().ToString(CultureInfo.InvariantCulture),
            });
        }

        return 0;

        double Step()
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var start = Stopwatch.GetTimestamp();
            objective.Evaluate(pixels, gradient, terms);
            adam.Step(pixels, gradient);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            allocated = steps < 0 ? 0 : allocated + GC.GetTotalAllocatedBytes(precise: true) - before;
            steps++;
            return seconds;
        }
    }

    private static long PeakMemory()
    {
        if (OperatingSystem.IsLinux())
        {
            var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return 1024 * long.Parse(line["VmHWM:".Length..^"kB".Length], CultureInfo.InvariantCulture);
        }

        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }
}
