using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Http.Jobs;

/// <summary>A job in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What a person called it; null if nothing.</param>
/// <param name="State">How it is.</param>
/// <param name="Accepted">When it was accepted.</param>
/// <param name="Fraction">The share of its work that is done, 0 to 1.</param>
/// <param name="RemainingSeconds">Seconds of work left; null before the first chunk.</param>
/// <param name="Variants">How many variants it has.</param>
/// <param name="Label">What it is, in a few words: its name, or its pictures'.</param>
/// <param name="Picture">Its contact sheet, its first result or its newest frame; null if there is none.</param>
/// <param name="Bytes">Bytes it takes in the store.</param>
public sealed record JobSummary(
    string Id,
    string? Name,
    JobState State,
    DateTimeOffset Accepted,
    double Fraction,
    double? RemainingSeconds,
    int Variants,
    string Label,
    string? Picture,
    long Bytes)
{
    /// <summary>A job as a list shows it.</summary>
    /// <param name="view">What the store tells of it.</param>
    internal static JobSummary Of(JobView view)
    {
        var (job, status) = (view.Job, view.Status);
        return new JobSummary(
            job.Id,
            job.Name,
            status.State,
            job.Accepted,
            status.Fraction,
            status.Remaining,
            job.Variants.Count,
            job.Name ?? $"{job.Input(job.Variants[0].Content).Name} + {job.Input(job.Variants[0].Styles[0]).Name}",
            JobUrls.File(job.Id, view.ContactSheet ?? Newest(view)),
            view.Bytes);
    }

    private static string? Newest(JobView view)
    {
        var begun = view.History.Variants.Zip(view.Status.Variants).Where(v => v.First.Chunks.Count > 0).ToList();
        if (begun.Count == 0)
        {
            return null;
        }

        var newest = begun.MaxBy(v => v.First.Chunks[^1].Timings.Started).Second;
        return newest.Result ?? newest.Frame;
    }
}
