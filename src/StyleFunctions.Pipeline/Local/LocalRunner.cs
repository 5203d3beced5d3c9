using StyleFunctions.Pipeline.Orchestration;

namespace StyleFunctions.Pipeline.Local;

/// <summary>
/// Carries jobs out in this process. It keeps no history: where Durable Functions would wait, or run an orchestration
/// again from its history, this ends a turn, and the next one begins with what the artifacts tell.
/// </summary>
/// <param name="activities">What orchestrations call.</param>
/// <param name="clock">The time; the system's if null.</param>
public sealed class LocalRunner(JobActivities activities, TimeProvider? clock = null)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>Carries a job on until it ends, is paused, or has had its turn.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="isTurnOver">Asked before every chunk but the first; null for a turn without end.</param>
    /// <param name="stop">Asks to stop: the chunk under way commits what is done.</param>
    /// <exception cref="ActivityFailedException">
    /// Not even the failure could be written down: the store cannot be read or written.
    /// </exception>
    public async Task<LocalEnd> RunAsync(
        string job, Func<bool>? isTurnOver = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        var hasPainted = false;
        var turn = new LocalTurn(activities, _clock, IsTurnOver, stop);
        try
        {
            return await turn.RunAsync(JobOrchestration.RunAsync, new JobRun(job)) switch
            {
                JobEnd.Done => LocalEnd.Done,
                JobEnd.Failed => LocalEnd.Failed,
                JobEnd.Cancelled => LocalEnd.Cancelled,
                _ => LocalEnd.Gone,
            };
        }
        catch (TurnEndedException e)
        {
            return e.End;
        }

        // Every turn gets one chunk further, however short it is.
        bool IsTurnOver()
        {
            var isOver = hasPainted && isTurnOver?.Invoke() == true;
            hasPainted = true;
            return isOver;
        }
    }
}
