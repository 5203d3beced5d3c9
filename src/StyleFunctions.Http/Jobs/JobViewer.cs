using System.Collections.Concurrent;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Http.Jobs;

/// <summary>
/// Looks at jobs. What was read of those looked at last is kept, and only what was committed since is read: manifests
/// never change. Several who look at a job at once share one look.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="isPainted">Whether a job is painted now, as far as is known here; artifacts do not tell.</param>
internal sealed class JobViewer(IArtifactStore store, Func<string, bool> isPainted)
{
    // A chunk's manifest takes some kilobytes, a job without chunks likewise.
    private const int MostKept = 10_000;

    private readonly JobStore _jobs = new(store);
    private readonly ConcurrentDictionary<string, Seen> _seen = new();
    private long _looks;
    private int _weight;

    /// <summary>Looks at a job.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What the store tells of it; null if there is no such job.</returns>
    public async Task<JobView?> LookAsync(string job, CancellationToken cancellation)
    {
        if (!JobIdentity.IsId(job))
        {
            return null;
        }

        var asked = Interlocked.Increment(ref _looks);
        var seen = _seen.GetOrAdd(job, _ => new Seen());
        await seen.Turn.WaitAsync(cancellation);
        try
        {
            if (seen.Began < asked)
            {
                var began = Interlocked.Increment(ref _looks);
                await LookAsync(job, seen, cancellation);
                seen.Began = began;
            }

            return seen.View;
        }
        finally
        {
            Forget(job, seen);
            seen.Turn.Release();
        }
    }

    private async Task LookAsync(string id, Seen seen, CancellationToken cancellation)
    {
        var version = await VersionAsync(id, cancellation);
        if (version is null)
        {
            (seen.Version, seen.View) = (null, null);
            return;
        }

        // Deleted and accepted again, a job has the same id and other artifacts.
        var before = version == seen.Version ? seen.View : null;
        if ((before?.History ?? await BeginAsync(id, cancellation)) is not { } known)
        {
            (seen.Version, seen.View) = (null, null);
            return;
        }

        var history = await known.ReadOnAsync(store, cancellation);
        var status = await _jobs.ReadStatusAsync(history, cancellation);
        if (status.State == JobState.Waiting && isPainted(id))
        {
            status = status with { State = JobState.Running };
        }

        var isSame = before is not null && Count(history) == Count(before.History)
            && status.State == before.Status.State;
        (seen.Version, seen.View) = (version, isSame
            ? before! with { Status = status }
            : new JobView(
                history,
                status,
                await ContactSheetAsync(id, cancellation),
                await _jobs.MeasureAsync(id, cancellation)));
    }

    private async Task<JobHistory?> BeginAsync(string id, CancellationToken cancellation) =>
        await _jobs.ReadAsync(id, cancellation) is { } job ? JobHistory.Of(job) : null;

    private async Task<string?> VersionAsync(string id, CancellationToken cancellation)
    {
        await using var job = await store.ReadAsync(JobLayout.Job(id), cancellation);
        return job?.Version;
    }

    private async Task<string?> ContactSheetAsync(string id, CancellationToken cancellation)
    {
        await using var sheet = await store.ReadAsync(JobLayout.ContactSheet(id), cancellation);
        return sheet is null ? null : JobLayout.ContactSheet(id);
    }

    private static int Count(JobHistory history) => history.Variants.Sum(v => v.Chunks.Count);

    // Those longest not looked at go first; a job that is gone, at once.
    private void Forget(string job, Seen seen)
    {
        var weight = seen.View is { } view ? Count(view.History) + (4 * view.Job.Variants.Count) : 0;
        var all = Interlocked.Add(ref _weight, weight - seen.Weight);
        seen.Weight = weight;
        if (weight == 0)
        {
            _seen.TryRemove(job, out _);
        }

        if (all <= MostKept || _seen.Count < 2)
        {
            return;
        }

        foreach (var (id, _) in _seen.OrderBy(s => s.Value.Began).Take(_seen.Count / 2).ToList())
        {
            _seen.TryRemove(id, out _);
        }

        Interlocked.Exchange(ref _weight, _seen.Sum(s => s.Value.Weight));
    }

    private sealed class Seen
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public long Began { get; set; }

        public int Weight { get; set; }

        public string? Version { get; set; }

        public JobView? View { get; set; }
    }
}
