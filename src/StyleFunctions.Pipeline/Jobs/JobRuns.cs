using System.Globalization;
using StyleFunctions.Pipeline.Artifacts;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>
/// Numbers the runs of jobs, for a host in which what has ended cannot be started again under its name. Of all who want
/// the next run at once, one creates its claim, and all of them mean the same run.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="clock">The time; the system's if null.</param>
public sealed class JobRuns(IArtifactStore store, TimeProvider? clock = null)
{
    private const string Ending = ".json";

    /// <summary>A run's name: the job's id, '-', the run.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="run">Which run, from 1.</param>
    public static string Name(string job, int run) => string.Create(CultureInfo.InvariantCulture, $"{job}-{run}");

    /// <summary>The latest run that was claimed; 0 for none.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<int> LatestAsync(string job, CancellationToken cancellation = default)
    {
        var folder = JobLayout.Runs(job);
        return await store.ListAsync(folder, cancellation)
            .Select(entry => Number(entry.Name[folder.Length..]))
            .AggregateAsync(0, Math.Max, cancellation);
    }

    /// <summary>Claims the run after one.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="run">The run before; 0 for none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The run, whoever claimed it first.</returns>
    public async Task<int> ClaimAfterAsync(string job, int run, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(run);
        var claim = new JobRunClaim((clock ?? TimeProvider.System).GetUtcNow());
        var name = string.Create(CultureInfo.InvariantCulture, $"{JobLayout.Runs(job)}{run + 1}{Ending}");
        await store.CreateJsonAsync(name, claim, PipelineJson.Default.JobRunClaim, cancellation);
        return run + 1;
    }

    private static int Number(string name) =>
        name.EndsWith(Ending, StringComparison.Ordinal)
        && int.TryParse(name[..^Ending.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var run)
            ? run
            : 0;
}
