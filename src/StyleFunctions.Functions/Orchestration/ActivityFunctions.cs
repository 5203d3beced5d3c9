using Microsoft.Azure.Functions.Worker;
using StyleFunctions.Pipeline.Orchestration;

namespace StyleFunctions.Functions.Orchestration;

/// <summary>The activities, a function for each of <see cref="JobActivities"/>, by its name.</summary>
/// <param name="activities">Carry them out.</param>
/// <param name="chunks">Runs chunks.</param>
public sealed class ActivityFunctions(JobActivities activities, RunningChunks chunks)
{
    /// <summary>Looks at a job.</summary>
    [Function(nameof(PrepareJob))]
    public Task<JobPlan?> PrepareJob([ActivityTrigger] string job, CancellationToken cancellation) =>
        JobActivities.Prepare.RunAsync(activities, job, cancellation);

    /// <summary>Looks where a variant stands.</summary>
    [Function(nameof(LocateVariant))]
    public Task<ChunkOutcome> LocateVariant([ActivityTrigger] VariantKey key, CancellationToken cancellation) =>
        JobActivities.Locate.RunAsync(activities, key, cancellation);

    /// <summary>
    /// Runs a chunk. SIGTERM, or the host, ends it: what is done is committed, and another worker goes on.
    /// </summary>
    [Function(nameof(RunChunk))]
    public Task<ChunkOutcome> RunChunk([ActivityTrigger] ChunkCall call, CancellationToken cancellation) =>
        chunks.RunAsync(call, cancellation);

    /// <summary>Writes a variant's result.</summary>
    [Function(nameof(FinishVariant))]
    public Task<bool> FinishVariant([ActivityTrigger] VariantKey key, CancellationToken cancellation) =>
        JobActivities.FinishVariant.RunAsync(activities, key, cancellation);

    /// <summary>Writes down why a variant cannot go on.</summary>
    [Function(nameof(FailVariant))]
    public Task<bool> FailVariant([ActivityTrigger] VariantFailure failure, CancellationToken cancellation) =>
        JobActivities.Fail.RunAsync(activities, failure, cancellation);

    /// <summary>Writes what belongs to all variants together.</summary>
    [Function(nameof(FinishJob))]
    public Task<bool> FinishJob([ActivityTrigger] string job, CancellationToken cancellation) =>
        JobActivities.FinishJob.RunAsync(activities, job, cancellation);

    /// <summary>Writes down why a job cannot be ended.</summary>
    [Function(nameof(FailJob))]
    public Task<bool> FailJob([ActivityTrigger] FinishFailure failure, CancellationToken cancellation) =>
        JobActivities.FailJob.RunAsync(activities, failure, cancellation);

    /// <summary>Tells whoever wants to be told.</summary>
    [Function(nameof(Notify))]
    public Task<bool> Notify([ActivityTrigger] JobNotice notice, CancellationToken cancellation) =>
        JobActivities.Notify.RunAsync(activities, notice, cancellation);
}
