using System.Globalization;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Cli.Jobs;

/// <summary>What `jobs list` shows: a line a job, and the space of all of them.</summary>
/// <param name="folder">Where they are kept.</param>
internal sealed class JobList(JobFolder folder)
{
    /// <summary>Writes the list.</summary>
    /// <param name="writer">Receives it.</param>
    public async Task WriteAsync(TextWriter writer)
    {
        var finder = await JobFinder.InAsync(folder);
        var lines = new List<(JobFootprint Footprint, string Text)>();
        await foreach (var id in folder.Jobs.ListAsync().Where(JobIdentity.IsId))
        {
            var footprint = await folder.Jobs.ReadFootprintAsync(id);
            lines.Add((footprint, Line(finder.Short(id), footprint, await DescribeAsync(id))));
        }

        if (lines.Count == 0)
        {
            writer.WriteLine($"No jobs in {folder.Path}");
            return;
        }

        writer.WriteLine(Line("job", "state", "", "size", "age", "name", "output"));
        foreach (var (_, text) in lines.OrderByDescending(l => l.Footprint.Changed))
        {
            writer.WriteLine(text);
        }

        var bytes = ByteCount.Describe(lines.Sum(l => l.Footprint.Bytes));
        writer.WriteLine($"{lines.Count} job{(lines.Count == 1 ? "" : "s")}, {bytes} in {folder.Path}");
    }

    private static string Line(
        string id, JobFootprint footprint, (string State, string Done, string Name, string To) job)
    {
        var age = DateTimeOffset.UtcNow - footprint.Changed;
        return Line(
            id, job.State, job.Done, ByteCount.Describe(footprint.Bytes), JobText.Age(age), job.Name, job.To);
    }

    private static string Line(params ReadOnlySpan<string> cells) => string.Create(
        CultureInfo.InvariantCulture,
        $"{cells[0],-8}  {cells[1],-9}  {cells[2],5}  {cells[3],8}  {cells[4],6}  {cells[5]}"
        + $"{(cells[6].Length > 0 ? "  ->  " : "")}{cells[6]}").TrimEnd();

    private async Task<(string State, string Done, string Name, string Output)> DescribeAsync(string id)
    {
        try
        {
            if (await folder.Jobs.ReadStatusAsync(id) is not { } status)
            {
                return ("remnant", "", "", "");
            }

            var output = await folder.Jobs.ReadOutputAsync(id);
            var pictures = status.Variants.Count == 1 ? "" : $" ({status.Variants.Count} pictures)";
            return (
                JobText.State(status, folder.Artifacts.IsClaimed(id), output is not null),
                JobText.Percent(status.Fraction),
                $"{status.Job.Name}{pictures}",
                output?.Path ?? "");
        }
        catch (InvalidDataException e)
        {
            return ("damaged", "", e.Message, "");
        }
    }
}
