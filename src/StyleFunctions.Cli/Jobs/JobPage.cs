using System.Globalization;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Cli.Jobs;

/// <summary>What `jobs show` shows.</summary>
/// <param name="folder">Where jobs are kept.</param>
internal sealed class JobPage(JobFolder folder)
{
    /// <summary>Writes the page.</summary>
    /// <param name="beginning">The beginning of the job's id.</param>
    /// <param name="writer">Receives it.</param>
    /// <exception cref="UsageException">There is no such job.</exception>
    public async Task WriteAsync(string beginning, TextWriter writer)
    {
        var job = await (await JobFinder.InAsync(folder)).FindAsync(beginning);
        var status = (await folder.Jobs.ReadStatusAsync(job.Id))!;
        var output = await folder.Jobs.ReadOutputAsync(job.Id);
        var footprint = await folder.Jobs.ReadFootprintAsync(job.Id);
        var state = JobText.State(status, folder.Artifacts.IsClaimed(job.Id), output is not null);
        Entry("job", job.Id);
        Entry("name", job.Name);
        Entry("state", $"{state}, {JobText.Percent(status.Fraction)} done");
        Entry("failure", status.Failure?.Message);
        Entry("accepted", job.Accepted.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        Entry("pictures", string.Join(", ", job.Inputs.Select(i => $"{i.Name} ({i.Width} x {i.Height})")));
        Entry("network", $"{job.Network.Name} {job.Network.Hash[..8]}");
        Entry("settings", string.Join(", ", Changed(job, job.Variants[0])));
        Entry("output", output?.Path);
        Entry("frames", output?.Frames);
        Entry("files", $"{Path.Combine(folder.Path, "jobs", job.Id)} ({ByteCount.Describe(footprint.Bytes)})");
        foreach (var variant in status.Variants)
        {
            Entry(variant.Id, Describe(variant));
        }

        void Entry(string name, string? text)
        {
            if (!string.IsNullOrEmpty(text))
            {
                writer.WriteLine($"{name,-8}  {text}");
            }
        }
    }

    private static string Describe(VariantStatus variant)
    {
        var label = variant.Label.Length == 0 ? "" : $"{variant.Label}: ";
        var loss = variant.Loss is null ? "" : string.Create(CultureInfo.InvariantCulture, $", loss {variant.Loss:G4}");
        var failure = variant.Failure is null ? "" : $"; {variant.Failure.Message}";
        return $"{label}{JobText.State(variant.State)}, {JobText.Percent(variant.Fraction)} done{loss}{failure}";
    }

    // Those of the first variant that its network's preset has otherwise; of the others the labels tell.
    private static IEnumerable<string> Changed(Job job, Variant variant)
    {
        if (NetworkArchitecture.All.FirstOrDefault(a => a.Name == job.Network.Name) is not { } architecture)
        {
            return [];
        }

        var standard = SettingText.Write(
            Presets.For(Presets.Default, architecture, Preprocessing.Torchvision));
        return variant.Settings
            .Where(s => standard[s.Key] != s.Value)
            .Select(s => $"{s.Key} {NameOf(job, s.Value)}");
    }

    private static string NameOf(Job job, string value) =>
        job.Inputs.FirstOrDefault(i => i.Hash == value)?.Name ?? (value.Length == 0 ? "none" : value);
}
