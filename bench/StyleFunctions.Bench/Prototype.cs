using System.Globalization;
using System.Text.RegularExpressions;

namespace StyleFunctions.Bench;

/// <summary>
/// The engine's throw-away prototype and the PyTorch script that came with it. Neither can be asked for one step: each
/// start does some and prints their median.
/// </summary>
internal sealed partial class Prototype(string folder, PictureSize size, EngineOptions options)
{
    // Of peer_torch.py, whatever it is told.
    private const int PeerThreads = 2;

    private readonly int _threads = options.Threads[^1];
    private readonly string _pictures = Path.Combine(folder, $"d{size}");

    /// <summary>Of each start, by variant; empty where it has no such pictures. It is written for AVX-512.</summary>
    public IReadOnlyDictionary<string, Timings> Times { get; } =
        options.Isa == InstructionSet.All && Directory.Exists(Path.Combine(folder, $"d{size}"))
            ? new Dictionary<string, Timings> { ["F4"] = new(), ["F6"] = new(), ["mix"] = new() }
            : [];

    /// <summary>Of each start of its PyTorch script; empty where it would not compute the same.</summary>
    public Timings PeerTimes { get; } = new();

    public void Run()
    {
        var program = new ChildProgram("dotnet", options.Isa, _threads, Path.Combine(folder, "out", "w.dll"));
        foreach (var (variant, times) in Times)
        {
            times.Add(Median(program.Output("run", _pictures, variant, $"{_threads}", $"{options.Runs}")) / 1e3);
        }

        if (_threads == PeerThreads && size.Width == size.Height)
        {
            var peer = new ChildProgram(options.Python, options.Isa, _threads, Path.Combine(folder, "peer_torch.py"));
            PeerTimes.Add(Median(peer.Output($"{size}", $"{options.Runs}")));
        }
    }

    private static double Median(string? output) => double.Parse(
        MedianText().Match(output ?? throw new InvalidOperationException("The prototype failed.")).Groups[1].Value,
        CultureInfo.InvariantCulture);

    // Its program prints "median 305.1 ms", its script "median s/iter 1.63".
    [GeneratedRegex(@"median (?:s/iter )?([0-9.]+)")]
    private static partial Regex MedianText();
}
