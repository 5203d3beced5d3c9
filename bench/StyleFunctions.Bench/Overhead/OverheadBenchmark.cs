using System.Globalization;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Bench.Overhead;

/// <summary>
/// What it costs that a picture is a job: the same iterations as a job on a folder, looked at every second, and as one
/// bare transfer, a chunk of each in turn.
/// </summary>
internal static class OverheadBenchmark
{
    private const string Content = "stilllife.png";
    private const string Style = "woodcut.png";

    public static async Task<int> RunAsync(OverheadOptions options)
    {
        var network = options.IsEmbedded ? EmbeddedNetwork.Create() : BenchmarkNetwork.Make();
        var pictures = ((string[])[Content, Style]).ToDictionary(name => name, Sample);
        using var job = await TimedJob.AcceptAsync(Request(options), pictures, network, options);
        using var bare = new BareTransfer(network, pictures[Content], pictures[Style], job.Settings, options.Threads);
        var ratios = new Timings();
        for (var isDone = false; !isDone;)
        {
            var seconds = bare.Run(options.Every);
            var before = job.Seconds;
            isDone = await job.RunChunkAsync();
            ratios.Add((job.Seconds - before) / seconds);
        }

        Print(options, job, await job.IterationSecondsAsync(), ratios.Median);
        return 0;
    }

    private static CanonicalPicture Sample(string name) =>
        CanonicalPicture.Decode(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "samples", name)));

    private static JobRequest Request(OverheadOptions options) => new()
    {
        Content = [Content],
        Styles = [Style],
        Settings = new Dictionary<string, SettingValues>
        {
            ["size"] = Text(options.Size),
            ["min-size"] = Text(options.Size),
            ["iterations"] = Text(options.IterationsToDo),
            ["initial-iterations"] = Text(options.IterationsToDo),
        },
    };

    private static void Print(OverheadOptions options, TimedJob job, double iterations, double ratio)
    {
        foreach (var (part, seconds) in job.Parts)
        {
            Console.WriteLine(Line($"part {part} {seconds:F3}"));
        }

        var overhead = (job.Seconds - iterations + job.StatusSeconds) / job.Seconds;
        Console.WriteLine(Line($"part status {job.StatusSeconds:F3}"));
        Console.WriteLine(Line($"iteration {iterations / options.IterationsToDo:F4}"));
        Console.WriteLine(Line($"job {job.Seconds:F2}"));
        Console.WriteLine(Line($"overhead-to-bare {100 * (ratio - 1):F2} %"));
        Console.WriteLine(Line($"overhead {100 * overhead:F2} %"));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
