using System.Diagnostics;
using System.Globalization;
using StyleFunctions.Transfer.Engines.Cpu;
using StyleFunctions.Transfer.Losses;
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
        using var engine = new CpuEngine(EngineProblem.RandomVgg19(), settings.Pooling, settings.Padding, threads);
        var (loss, pixels) = EngineProblem.Make(engine, width, height);
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
}
