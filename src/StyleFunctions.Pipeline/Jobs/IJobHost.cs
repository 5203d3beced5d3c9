namespace StyleFunctions.Pipeline.Jobs;

/// <summary>What carries jobs out: a queue in this process, or Durable Functions.</summary>
public interface IJobHost
{
    /// <summary>Takes a job up: a new one, or one that may run again. Idempotent.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="QueueFullException">Too many are waiting.</exception>
    Task StartAsync(string job, CancellationToken cancellation = default);

    /// <summary>Waits until nothing of a job runs any more, whose control says pause or cancel.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up.</param>
    Task LeaveAsync(string job, CancellationToken cancellation = default);
}
