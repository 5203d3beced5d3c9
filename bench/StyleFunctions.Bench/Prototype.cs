using System.Globalization;
using System.Text.RegularExpressions;

namespace StyleFunctions.Bench;

/// <summary>
/// The engine's throw-away prototype and the PyTorch script that came with it. Neither can be asked for one step: each
/// start does some and prints their median.
/// </summary>
internal sealed partial class Prototype
{
    private const int Iterations = 5;

    // Of peer_torch.py, whatever it is told.
    private const int PeerThreads = 2;

    private readonly List<Action> _starts = [];
    private readonly Dictionary<string, Timings> _times = [];

    public Prototype(string folder, PictureSize size, EngineOptions options)
    {
        var threads = options.Threads[^1];
        var pictures = Path.Combine(folder, $"d{size}");
        var program = new ChildProgram("dotnet", options.Isa, threads, Path.Combine(folder, "out", "w.dll"));

        // It is written for AVX-512 alone.
        string[] variants = options.Isa == InstructionSet.All && Directory.Exists(pictures) ? ["F4", "F6", "mix"] : [];
        foreach (var variant in variants)
        {
            var times = _times[variant] = new Timings();
            _starts.Add(() => times.Add(
                Median(program.Output("run", pictures, variant, $"{threads}", $"{Iterations}")) / 1e3));
        }

        if (threads == PeerThreads && size.Width == size.Height)
        {
            var peer = new ChildProgram(options.Python, options.Isa, threads, Path.Combine(folder, "peer_torch.py"));
            _starts.Add(() => PeerTimes.Add(Median(peer.Output($"{size}", $"{Iterations}"))));
        }
    }

    /// <summary>Of the starts of each variant there were any of.</summary>
    public IEnumerable<KeyValuePair<string, Timings>> Times => _times.Where(t => t.Value.Count > 0);

    /// <summary>The median of its fastest variant, in seconds.</summary>
    public double? Best => Times.Min(t => (double?)t.Value.Median);

    /// <summary>Of each start of its PyTorch script.</summary>
    public Timings PeerTimes { get; } = new();

    /// <summary>Starts one of its variants or its script, in turn.</summary>
    public void Start(int turn)
    {
        if (_starts.Count > 0)
        {
            _starts[turn % _starts.Count]();
        }
    }

    private static double Median(string? output) => double.Parse(
        MedianText().Match(output ?? throw new InvalidOperationException("The prototype failed.")).Groups[1].Value,
        CultureInfo.InvariantCulture);

    // Its program prints "median 305.1 ms", its script "median s/iter 1.63".
    [GeneratedRegex(@"median (?:s/iter )?([0-9.]+)")]
    private static partial Regex MedianText();
}
