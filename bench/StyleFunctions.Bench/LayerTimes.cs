using System.Diagnostics;
using System.Globalization;
using StyleFunctions.Transfer.Engines.Cpu;
using StyleFunctions.Transfer.Engines.Cpu.Errors;
using StyleFunctions.Transfer.Engines.Cpu.Plans;
using StyleFunctions.Transfer.Losses;

namespace StyleFunctions.Bench;

/// <summary>Where the time of an iteration goes: for each layer and step, and how near it comes to the peak.</summary>
internal sealed unsafe class LayerTimes : IDisposable
{
    private readonly CpuEngine _engine;
    private readonly EvaluationPlan _plan;
    private readonly LossTerms _terms;
    private readonly float[] _pixels;
    private readonly float[] _gradient;
    private readonly Dictionary<(string Layer, string Step), Share> _shares = [];
    private readonly Timings _iterations = new();

    private LayerTimes(PictureSize size, int threads, long memory)
    {
        var settings = BenchmarkNetwork.Settings;
        _engine = new CpuEngine(BenchmarkNetwork.Make(), settings.Pooling, settings.Padding, threads);
        var loss = EngineProblem.Loss(_engine, size, memory);
        _pixels = EngineProblem.Start(size);
        _gradient = new float[_pixels.Length];
        _terms = new LossTerms(loss);
        _plan = _engine.Plan(size.Width, size.Height, loss, memory);
        _plan.MakeReady();
    }

    public static int Run(EngineOptions options)
    {
        foreach (var size in options.Sizes)
        {
            using var times = new LayerTimes(size, options.Threads[^1], options.Memory);
            times.Iterate();
            times._shares.Clear();
            for (var run = 0; run < options.Runs; run++)
            {
                times.Iterate();
            }

            times.Print(size);
        }

        return 0;
    }

    public void Dispose()
    {
        _plan.Dispose();
        _engine.Dispose();
    }

    private void Iterate()
    {
        var begin = Stopwatch.GetTimestamp();
        fixed (float* source = _pixels, target = _gradient)
        {
            _plan.Pixels.Pixels = source;
            _plan.Pixels.Gradient = target;
            RunSteps(_plan.Forward);
            var start = Stopwatch.GetTimestamp();
            foreach (var errors in _plan.Readers.Values.Cast<LayerErrors>())
            {
                errors.Finish(_engine.Workers, _terms);
            }

            Count(("all", "errors"), start, 0);
            RunSteps(_plan.Backward);
        }

        _iterations.Add(Stopwatch.GetElapsedTime(begin).TotalSeconds);
        foreach (var share in _shares.Values)
        {
            share.EndIteration();
        }
    }

    private void RunSteps(IReadOnlyList<PlannedStep> steps)
    {
        foreach (var (layer, purpose, step, work) in steps)
        {
            var start = Stopwatch.GetTimestamp();
            _engine.Workers.Run(step);
            Count((layer, $"{purpose} {step.GetType().Name}"), start, work);
        }
    }

    private void Count((string, string) key, long start, double multiplyAdds)
    {
        if (!_shares.TryGetValue(key, out var share))
        {
            share = _shares[key] = new Share();
        }

        share.Add(Stopwatch.GetElapsedTime(start).TotalSeconds, multiplyAdds);
    }

    private void Print(PictureSize size)
    {
        var megabytes = _plan.Bytes / 1e6;
        Console.WriteLine(Line($"{size}: cut {_plan.Cut}, {megabytes:F0} MB, {_engine.Name}"));
        Console.WriteLine("layer      step                                 ms  GFLOP/s  steps");
        foreach (var ((layer, step), share) in _shares)
        {
            var rate = share.MultiplyAdds == 0 ? "" : Line($"{2 * share.MultiplyAdds / share.Seconds / 1e9:F1}");
            Console.WriteLine(Line($"{layer,-10} {step,-30} {share.Seconds * 1000,8:F2} {rate,8} {share.Steps,6}"));
        }

        var all = _shares.Values.Sum(s => s.Seconds);
        var rateOfAll = 2 * _shares.Values.Sum(s => s.MultiplyAdds) / all / 1e9;
        Console.WriteLine(Line($"all                                       {all * 1000,8:F2} {rateOfAll,8:F1}"));
        Console.WriteLine(Line($"iteration                                 {_iterations.Median * 1000,8:F2}"));
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>What steps of one kind take of an iteration.</summary>
    private sealed class Share
    {
        private readonly Timings _times = new();
        private double _seconds;
        private double _multiplyAdds;
        private int _steps;

        /// <summary>Seconds, the median over the iterations.</summary>
        public double Seconds => _times.Median;

        /// <summary>Multiplications with an addition.</summary>
        public double MultiplyAdds { get; private set; }

        /// <summary>How many steps there are.</summary>
        public int Steps { get; private set; }

        /// <summary>Adds a step.</summary>
        public void Add(double seconds, double multiplyAdds)
        {
            _seconds += seconds;
            _multiplyAdds += multiplyAdds;
            _steps++;
        }

        /// <summary>Ends an iteration.</summary>
        public void EndIteration()
        {
            _times.Add(_seconds);
            (MultiplyAdds, Steps) = (_multiplyAdds, _steps);
            (_seconds, _multiplyAdds, _steps) = (0, 0, 0);
        }
    }
}
