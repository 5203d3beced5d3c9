using System.Globalization;

namespace StyleFunctions.Bench;

/// <summary>
/// Our iterations against PyTorch's at one size, some of ours, some of theirs and so on, since machines are noisy:
/// medians and their ratios.
/// </summary>
internal sealed class EngineComparison : IDisposable
{
    // Each in a fresh process.
    private const int StartUps = 3;

    private readonly EngineOptions _options;
    private readonly PictureSize _size;
    private readonly BenchmarkProcess[] _ours;
    private readonly BenchmarkProcess? _peer;
    private readonly Prototype? _prototype;
    private readonly Timings _startUps = new();
    private readonly Timings _targets = new();
    private string _engine = "";

    public EngineComparison(EngineOptions options, PictureSize size)
    {
        (_options, _size) = (options, size);
        _ours = [.. options.Threads.Select(threads =>
            BenchmarkProcess.Start(ChildProgram.Ours(options.Isa, threads, "engine-worker"), Arguments(threads))
                ?? throw new InvalidOperationException("Our own side did not start."))];
        _peer = BenchmarkProcess.Start(
            ChildProgram.Peer(options.Python, options.Isa, options.Threads[^1], "pytorch_engine.py"),
            Arguments(options.Threads[^1]));
        _prototype = options.Prototype is { } folder ? new Prototype(folder, size, options) : null;
    }

    private IEnumerable<BenchmarkProcess> Sides => _peer is null ? _ours : [.. _ours, _peer];

    public void Run()
    {
        for (var i = 0; i < StartUps; i++)
        {
            MeasureStartUp();
        }

        foreach (var side in Sides)
        {
            side.Warm();
        }

        for (var run = 0; run < _options.Runs; run++)
        {
            foreach (var side in Sides)
            {
                side.Turn();
            }

            _prototype?.Start(run);
        }
    }

    /// <summary>Prints all figures.</summary>
    /// <param name="peak">GFLOP/s that the machine reaches on all threads used.</param>
    public void Report(double peak)
    {
        var ours = _ours[^1].Times.Median;
        Console.WriteLine($"engine {_size} {_engine}");
        foreach (var (process, threads) in _ours.Zip(_options.Threads))
        {
            Console.WriteLine($"ours {_size} on {threads}: {process.Times}");
        }

        if (_peer is null)
        {
            Console.WriteLine($"memory {_size} {_ours[^1].Ask("memory") / 1e6:F0}");
        }
        else
        {
            ReportPeer(_peer, ours);
        }

        ReportLimit(ours, peak);
        Console.WriteLine($"allocation {_size} {_ours[^1].Ask("allocation"):F0}");
        Console.WriteLine($"startup {_size} {_startUps.Median:F3}");
        Console.WriteLine($"targets {_size} {_targets.Median:F3}");
        if (_ours.Length > 1)
        {
            Console.WriteLine($"threads {_size} {_ours[0].Times.Median / ours:F3}");
        }

        ReportPrototype(ours);
    }

    public void Dispose()
    {
        foreach (var side in Sides)
        {
            side.Dispose();
        }
    }

    private void ReportPeer(BenchmarkProcess peer, double ours)
    {
        Console.WriteLine($"pytorch {_size} on {_options.Threads[^1]}: {peer.Times}");
        Console.WriteLine($"ratio {_size} {peer.Times.Median / ours:F2}");
        Console.WriteLine($"memory {_size} {_ours[^1].Ask("memory") / 1e6:F0} {peer.Ask("memory") / 1e6:F0}");
    }

    private void ReportLimit(double ours, double peak)
    {
        var work = EngineWork.Of(_size);
        var (direct, winograd, gram) = (work.Direct / 1e9, work.Winograd / 1e9, work.Gram / 1e9);
        var limit = (winograd + gram) / peak;
        Console.WriteLine($"limit {_size} {limit:F4}");
        Console.WriteLine($"  GFLOP: convolutions {direct:F1} directly, {winograd:F1} by Winograd; Gram {gram:F1}");
        Console.WriteLine($"  ours {ours:F4} s, limit {limit:F4} s at {peak:F0} GFLOP/s, {limit / ours:P0}");
        if (_peer is not null)
        {
            var theirs = _peer.Times.Median;
            Console.WriteLine($"  ratio at the limit {theirs / limit:F2}");
            Console.WriteLine($"  GFLOP/s as if directly: ours {direct / ours:F0}, pytorch {direct / theirs:F0}");
        }
    }

    private void ReportPrototype(double ours)
    {
        if (_prototype is null)
        {
            return;
        }

        foreach (var (variant, times) in _prototype.Times)
        {
            Console.WriteLine($"prototype {variant} {_size}: {times}");
        }

        if (_prototype.Best is { } best)
        {
            Console.WriteLine($"prototype {_size} {best:F4}");
            Console.WriteLine($"prototype-ratio {_size} {best / ours:F3}");
        }

        if (_peer is not null && _prototype.PeerTimes.Count > 0)
        {
            Console.WriteLine($"prototype's pytorch {_size}: {_prototype.PeerTimes}");
            var slower = _peer.Times.Median / _prototype.PeerTimes.Median - 1;
            Console.WriteLine($"peer-agreement {_size} {100 * slower:F1}");
        }
    }

    private void MeasureStartUp()
    {
        var threads = _options.Threads[^1];
        var output = ChildProgram.Ours(_options.Isa, threads, "engine-startup").Output(Arguments(threads))
            ?? throw new InvalidOperationException("Our own side did not start.");
        var fields = output.Split(' ');
        _engine = fields[0];
        _startUps.Add(double.Parse(fields[1], CultureInfo.InvariantCulture));
        _targets.Add(double.Parse(fields[2], CultureInfo.InvariantCulture));
    }

    private string[] Arguments(int threads) => [$"{_size.Width}", $"{_size.Height}", $"{threads}"];
}
