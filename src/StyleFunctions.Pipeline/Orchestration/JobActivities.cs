using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>
/// What orchestrations call: everything that reads, writes and computes. Each may be called again after a failure, or
/// while it still runs elsewhere, and nothing is done twice.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="options">How this installation paints.</param>
/// <param name="chunks">Runs chunks; null where none are run.</param>
/// <param name="listener">Told of a job's moments; null for nobody.</param>
/// <param name="clock">The time; the system's if null.</param>
public sealed class JobActivities(
    IArtifactStore store,
    PaintingOptions options,
    ChunkRunner? chunks = null,
    IJobListener? listener = null,
    TimeProvider? clock = null)
{
    // An orchestration's history keeps it, which is no place for long texts.
    private const int LongestMessage = 600;

    private readonly JobStore _jobs = new(store);

    /// <summary>Looks at a job; null if it is gone.</summary>
    public static JobActivity<string, JobPlan?> Prepare { get; } =
        new("PrepareJob", (activities, job, cancellation) => activities.PrepareAsync(job, cancellation));

    /// <summary>Looks where a variant stands.</summary>
    public static JobActivity<VariantKey, ChunkOutcome> Locate { get; } =
        new("LocateVariant", (activities, key, cancellation) => activities.LocateAsync(key, cancellation));

    /// <summary>Runs a chunk. Cancelled, it commits what is done.</summary>
    public static JobActivity<ChunkCall, ChunkOutcome> RunChunk { get; } =
        new("RunChunk", (activities, call, stop) => activities.RunChunkAsync(call, stop));

    /// <summary>Writes a variant's result; false if the job is gone.</summary>
    public static JobActivity<VariantKey, bool> FinishVariant { get; } =
        new("FinishVariant", (activities, key, cancellation) => activities.FinishVariantAsync(key, cancellation));

    /// <summary>Writes down why a variant cannot go on; false if the job is gone.</summary>
    public static JobActivity<VariantFailure, bool> Fail { get; } =
        new("FailVariant", (activities, failure, cancellation) => activities.FailAsync(failure, cancellation));

    /// <summary>Writes what belongs to all variants together; false if the job is gone.</summary>
    public static JobActivity<string, bool> FinishJob { get; } =
        new("FinishJob", (activities, job, cancellation) => activities.FinishJobAsync(job, cancellation));

    /// <summary>Tells whoever wants to be told; never fails because they cannot be reached.</summary>
    public static JobActivity<JobNotice, bool> Notify { get; } =
        new("Notify", (activities, notice, cancellation) => activities.NotifyAsync(notice, cancellation));

    /// <summary>Called after every iteration of a chunk, on another thread.</summary>
    public Action<ChunkKey, TransferProgress> OnIteration { get; init; } = (_, _) => { };

    /// <summary>Called when a chunk has ended and is committed, before the next one begins. Does not throw.</summary>
    public Func<ChunkKey, Task> OnCommitted { get; init; } = _ => Task.CompletedTask;

    private async Task<JobPlan?> PrepareAsync(string id, CancellationToken cancellation)
    {
        if (await _jobs.ReadAsync(id, cancellation) is not { } job)
        {
            return null;
        }

        var first = 0;
        while (first < job.Variants.Count
            && await _jobs.ReadResultAsync(id, job.Variants[first].Id, cancellation) is not null)
        {
            first++;
        }

        return new JobPlan(first, job.Variants.Count, options.Window, options.Budget, job.Webhook is not null);
    }

    private async Task<ChunkOutcome> LocateAsync(VariantKey key, CancellationToken cancellation)
    {
        if (await _jobs.ReadAsync(key.Job, cancellation) is not { } job)
        {
            return new ChunkOutcome(null, null);
        }

        if (await _jobs.ReadFailureAsync(key.Job, key.Variant, cancellation) is { } failure)
        {
            return new ChunkOutcome(null, null, failure.Message);
        }

        var history = await VariantHistory.ReadAsync(store, job, job.Variant(key.Variant), cancellation);
        return new ChunkOutcome(Open(history.Position, history.Variant), ChunkStop.Adopted);
    }

    private async Task<ChunkOutcome> RunChunkAsync(ChunkCall call, CancellationToken stop)
    {
        var runner = chunks ?? throw new InvalidOperationException("This installation runs no chunks.");
        if (await _jobs.ReadAsync(call.Chunk.Job, CancellationToken.None) is not { } job)
        {
            return new ChunkOutcome(null, null);
        }

        try
        {
            var result = await runner.RunAsync(
                call.Chunk, call.Budget, call.Attempt, progress => OnIteration(call.Chunk, progress), stop);
            await OnCommitted(call.Chunk);
            var variant = job.Variant(call.Chunk.Variant);
            return new ChunkOutcome(
                Open(VariantPosition.After(variant, result.Scale, result.End), variant), result.Stop);
        }
        catch (Exception e) when (e is ChunkRefusedException or InvalidSettingException
            or MissingInputException or NonFiniteLossException)
        {
            return new ChunkOutcome(null, null, Short(e.Message));
        }
    }

    private async Task<bool> FinishVariantAsync(VariantKey key, CancellationToken cancellation)
    {
        if (await _jobs.ReadAsync(key.Job, cancellation) is null)
        {
            return false;
        }

        await new VariantFinisher(store).FinishAsync(key.Job, key.Variant, cancellation);
        return true;
    }

    private async Task<bool> FailAsync(VariantFailure failure, CancellationToken cancellation)
    {
        if (await _jobs.ReadAsync(failure.Key.Job, cancellation) is null)
        {
            return false;
        }

        var now = (clock ?? TimeProvider.System).GetUtcNow();
        await _jobs.FailAsync(
            failure.Key.Job, failure.Key.Variant, new JobFailure(Short(failure.Message), now), cancellation);
        return true;
    }

    private async Task<bool> FinishJobAsync(string id, CancellationToken cancellation) =>
        await _jobs.ReadAsync(id, cancellation) is not null;

    private async Task<bool> NotifyAsync(JobNotice notice, CancellationToken cancellation)
    {
        if (listener is not null && await _jobs.ReadAsync(notice.Job, cancellation) is { } job)
        {
            await listener.TellAsync(job, notice, cancellation);
        }

        return true;
    }

    private static VariantPosition? Open(VariantPosition position, Variant variant) =>
        position.IsDone(variant) ? null : position;

    private static string Short(string message) =>
        message.Length <= LongestMessage ? message : $"{message.AsSpan(0, LongestMessage - 3)}...";
}
