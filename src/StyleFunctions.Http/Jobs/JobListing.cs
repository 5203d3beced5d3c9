using System.Collections.Concurrent;

namespace StyleFunctions.Http.Jobs;

/// <summary>Pages of jobs. What is done never changes, and is kept.</summary>
/// <param name="catalog">Which jobs there are.</param>
/// <param name="viewer">Looks at them.</param>
internal sealed class JobListing(JobCatalog catalog, JobViewer viewer)
{
    private readonly ConcurrentDictionary<JobPlace, JobSummary> _done = new();

    /// <summary>A page.</summary>
    /// <param name="before">The place it begins after; null for the newest.</param>
    /// <param name="limit">How many jobs at most.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<JobList> PageAsync(JobPlace? before, int limit, CancellationToken cancellation)
    {
        var places = await catalog.PageAsync(before, limit + 1, cancellation);
        var jobs = new List<JobSummary>(limit);
        foreach (var place in places.Take(limit))
        {
            if (await SummaryAsync(place, cancellation) is { } summary)
            {
                jobs.Add(summary);
            }
        }

        return new JobList(jobs, places.Count > limit
            ? FormattableString.Invariant($"{JobUrls.Jobs}?limit={limit}&before={places[limit - 1].Cursor}")
            : null);
    }

    private async Task<JobSummary?> SummaryAsync(JobPlace place, CancellationToken cancellation)
    {
        if (_done.TryGetValue(place, out var done))
        {
            return done;
        }

        if (await LookAsync(place.Id, cancellation) is not { } view)
        {
            return null;
        }

        var summary = JobSummary.Of(view);
        if (summary.State == Pipeline.Jobs.JobState.Done)
        {
            _done[place] = summary;
        }

        return summary;
    }

    // One damaged job is not the others' trouble: the list leaves it out.
    private async Task<JobView?> LookAsync(string job, CancellationToken cancellation)
    {
        try
        {
            return await viewer.LookAsync(job, cancellation);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
