using System.Runtime.CompilerServices;
using StyleFunctions.Pipeline.Artifacts;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>
/// Which jobs have had their time: those that are done, have failed or were cancelled, and of which nothing has changed
/// for long. What waits, runs or is paused stays however old it is.
/// </summary>
/// <param name="store">The store.</param>
public sealed class JobRetention(IArtifactStore store)
{
    private readonly JobStore _jobs = new(store);

    /// <summary>The ids of such jobs, and of what is left of jobs that were half written or half removed.</summary>
    /// <param name="before">When they must have changed last, at the latest.</param>
    /// <param name="cancellation">Gives up.</param>
    public async IAsyncEnumerable<string> EndedAsync(
        DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var job in _jobs.ListAsync(cancellation))
        {
            if (JobIdentity.IsId(job)
                && (await _jobs.ReadFootprintAsync(job, cancellation)).Changed <= before
                && await HasEndedAsync(job, cancellation))
            {
                yield return job;
            }
        }
    }

    // What cannot be read is for a person to look at.
    private async Task<bool> HasEndedAsync(string job, CancellationToken cancellation)
    {
        try
        {
            return (await _jobs.ReadStatusAsync(job, cancellation))?.State
                is null or JobState.Done or JobState.Failed or JobState.Cancelled;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
