using System.Globalization;

namespace StyleFunctions.Bench;

/// <summary>
/// One iteration of ours against one of PyTorch's, A B A B, since machines are noisy: medians and their ratio.
/// </summary>
internal static class EngineBenchmark
{
    public static int Run(string[] options)
    {
        var sizes = Option(options, "--sizes", "256,512").Split(',').Select(ParseSize).ToArray();
        var runs = int.Parse(Option(options, "--runs", "7"), CultureInfo.InvariantCulture);
        var threads = Option(options, "--threads", "2");
        string[] pythons = [Option(options, "--python", "python3"), "/usr/bin/python3"];
        foreach (var (width, height) in sizes)
        {
            Compare(width, height, runs, threads, pythons);
        }

        return 0;
    }

    private static void Compare(int width, int height, int runs, string threads, string[] pythons)
    {
        string[] size = [Line($"{width}"), Line($"{height}"), threads];
        var script = Path.Combine(AppContext.BaseDirectory, "peers", "pytorch_engine.py");
        var program = Path.Combine(AppContext.BaseDirectory, "StyleFunctions.Bench");
        using var ours = BenchmarkProcess.Start(program, ["engine-worker", .. size])
            ?? throw new InvalidOperationException("Our own side did not start.");
        using var peer = pythons.Select(p => BenchmarkProcess.Start(p, [script, .. size]))
            .FirstOrDefault(p => p is not null);
        var label = width == height ? size[0] : $"{width}x{height}";
        var (our, their) = (new List<double>(), new List<double>());
        for (var run = -1; run < runs; run++)
        {
            var (a, b) = (ours.Step(), peer?.Step() ?? double.NaN);
            if (run >= 0)
            {
                our.Add(a);
                their.Add(b);
            }
        }

        var memory = ours.End();
        Console.WriteLine(Line(
            $"ours {label} {Median(our):F4} s/iteration ({our.Min():F4} to {our.Max():F4}, {runs} runs)"));
        if (peer is null)
        {
            var tried = string.Join(" or ", pythons);
            Console.WriteLine(Line($"memory {label} {memory / 1e6:F0} MB; no PyTorch under {tried} to compare with"));
            return;
        }

        Console.WriteLine(Line(
            $"pytorch {label} {Median(their):F4} s/iteration ({their.Min():F4} to {their.Max():F4}, {runs} runs)"));
        Console.WriteLine(Line($"ratio {label} {Median(their) / Median(our):F2}"));
        Console.WriteLine(Line($"memory {label} {memory / 1e6:F0} {peer.End() / 1e6:F0}"));
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static (int Width, int Height) ParseSize(string text)
    {
        var sides = text.Split('x').Select(s => int.Parse(s, CultureInfo.InvariantCulture)).ToArray();
        return (sides[0], sides[^1]);
    }

    private static string Option(string[] options, string name, string otherwise)
    {
        var i = Array.IndexOf(options, name);
        return i >= 0 && i + 1 < options.Length ? options[i + 1] : otherwise;
    }
}
