using System.Diagnostics;
using System.Globalization;
using StyleFunctions.Transfer.Engines.Cpu;
using StyleFunctions.Transfer.Engines.Cpu.Errors;
using StyleFunctions.Transfer.Engines.Cpu.Plans;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Bench;

/// <summary>Where the time of an iteration goes: for each layer and purpose, and how near to the arithmetic.</summary>
internal static class LayerTimes
{
    public static unsafe int Run(string[] options)
    {
        var (width, height) = Options.Sizes(options, "--size", "512")[0];
        var threads = Options.Number(options, "--threads", 1);
        var runs = Options.Number(options, "--runs", 5);
        var memory = (long)(double.Parse(Options.Text(options, "--memory", "1e18"), CultureInfo.InvariantCulture));
        var settings = new TransferSettings();
        using var engine = new CpuEngine(EngineProblem.RandomVgg19(), settings.Pooling, settings.Padding, threads);
        var (loss, pixels) = EngineProblem.Make(engine, width, height);
        using var plan = engine.Plan(width, height, loss, memory);
        plan.MakeReady();
        var terms = new LossTerms(loss);
        var gradient = new float[pixels.Length];
        var times = new Dictionary<(string, string), (double Seconds, double MultiplyAdds, int Steps)>();
        for (var run = -1; run < runs; run++)
        {
            fixed (float* source = pixels, target = gradient)
            {
                plan.Pixels.Pixels = source;
                plan.Pixels.Gradient = target;
                RunSteps(engine.Workers, plan.Forward, run < 0 ? [] : times);
                var clock = Stopwatch.StartNew();
                foreach (var errors in plan.Readers.Values.Cast<LayerErrors>())
                {
                    errors.Finish(engine.Workers, terms);
                }

                Count(run < 0 ? [] : times, ("all", "errors"), clock.Elapsed.TotalSeconds, 0);
                RunSteps(engine.Workers, plan.Backward, run < 0 ? [] : times);
            }
        }

        Console.WriteLine(Line($"cut {plan.Cut}, memory {plan.Bytes / 1e6:F0} MB"));
        Console.WriteLine("layer      purpose and step                 ms  GFLOP/s  steps");
        foreach (var ((layer, purpose), (seconds, work, steps)) in times)
        {
            var ms = seconds * 1000 / runs;
            var rate = 2 * work / seconds / 1e9;
            Console.WriteLine(Line($"{layer,-10} {purpose,-28} {ms,8:F2} {rate,8:F1} {steps / runs,6}"));
        }

        var all = times.Values.Sum(t => t.Seconds) / runs;
        Console.WriteLine(Line($"all                                    {all * 1000,8:F2}"));
        return 0;
    }

    private static void RunSteps(
        Workers workers,
        IReadOnlyList<PlannedStep> steps,
        Dictionary<(string, string), (double, double, int)> times)
    {
        foreach (var (layer, purpose, step, work) in steps)
        {
            var start = Stopwatch.GetTimestamp();
            workers.Run(step);
            Count(times, (layer, $"{purpose} {step.GetType().Name}"), Stopwatch.GetElapsedTime(start).TotalSeconds, work);
        }
    }

    private static void Count(
        Dictionary<(string, string), (double Seconds, double Work, int Steps)> times,
        (string, string) key,
        double seconds,
        double work)
    {
        var (s, w, n) = times.GetValueOrDefault(key);
        times[key] = (s + seconds, w + work, n + 1);
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
