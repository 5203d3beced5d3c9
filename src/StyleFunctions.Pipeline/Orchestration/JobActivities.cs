using System.Globalization;
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
    private readonly JobStore _jobs = new(store);

    // Of the job whose time was last asked for: manifests never change, and there may be thousands.
    private JobHistory? _known;

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

    /// <summary>Writes down why a job cannot be ended; false if it is gone.</summary>
    public static JobActivity<FinishFailure, bool> FailJob { get; } =
        new("FailJob", (activities, failure, cancellation) => activities.FailJobAsync(failure, cancellation));

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

        return new JobPlan(
            first,
            job.Variants.Count,
            options.Window,
            options.Budget,
            job.Webhook is not null,
            HasBegun: first > 0 || await HasBegunAsync(job, cancellation),
            await _jobs.ReadControlAsync(id, cancellation));
    }

    private async Task<bool> HasBegunAsync(Job job, CancellationToken cancellation)
    {
        foreach (var variant in job.Variants)
        {
            var chunks = JobLayout.Chunks(job.Id, variant.Id);
            if (await store.ListAsync(chunks, cancellation).AnyAsync(cancellation))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<ChunkOutcome> LocateAsync(VariantKey key, CancellationToken cancellation)
    {
        if (await _jobs.ReadAsync(key.Job, cancellation) is not { } job)
        {
            return new ChunkOutcome();
        }

        if (await _jobs.ReadFailureAsync(key.Job, key.Variant, cancellation) is { } failure)
        {
            return new ChunkOutcome(Failure: failure.Message);
        }

        var history = await VariantHistory.ReadAsync(store, job, job.Variant(key.Variant), cancellation);
        return new ChunkOutcome(Open(history.Position, history.Variant), ChunkStop.Adopted);
    }

    private async Task<ChunkOutcome> RunChunkAsync(ChunkCall call, CancellationToken stop)
    {
        var runner = chunks ?? throw new InvalidOperationException("This installation runs no chunks.");
        var key = new VariantKey(call.Chunk.Job, call.Chunk.Variant);
        if (await ReadOrTidyAsync(key, CancellationToken.None) is not { } job)
        {
            return new ChunkOutcome();
        }

        if (await OverspentAsync(job) is { } overspent)
        {
            return new ChunkOutcome(Failure: overspent);
        }

        ChunkOutcome outcome;
        try
        {
            var result = await runner.RunAsync(
                call.Chunk, call.Budget, call.Attempt, progress => OnIteration(call.Chunk, progress), stop);
            await OnCommitted(call.Chunk);
            var variant = job.Variant(call.Chunk.Variant);
            outcome = new ChunkOutcome(
                Open(VariantPosition.After(variant, result.Scale, result.End), variant), result.Stop);
        }
        catch (Exception e) when (e is ChunkRefusedException or InvalidDataException or InvalidSettingException
            or MissingInputException or NonFiniteLossException)
        {
            outcome = new ChunkOutcome(Failure: ShortMessage.Of(e.Message)); // no retry helps
        }

        return await ReadOrTidyAsync(key, CancellationToken.None) is null ? new ChunkOutcome() : outcome;
    }

    // Why no more chunks of a job are run before a person says so; null if they are.
    private async Task<string?> OverspentAsync(Job job)
    {
        if (options.SecondsPerJob is not { } allowed || await _jobs.ReadSpentAsync(job.Id) is not { } before)
        {
            return null;
        }

        var read = _known is { } known && (known.Job.Id, known.Job.Accepted) == (job.Id, job.Accepted)
            ? known
            : JobHistory.Of(job);
        _known = read = await read.ReadOnAsync(store);
        var spent = read.Seconds - before;
        return spent < allowed ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"It has taken {spent:N0} seconds of work since it was last started, and {allowed:N0} are allowed here; "
            + $"resume it to let it go on from its last checkpoint.");
    }

    private async Task<bool> FinishVariantAsync(VariantKey key, CancellationToken cancellation)
    {
        if (await ReadOrTidyAsync(key, cancellation) is null)
        {
            return false;
        }

        var finisher = new VariantFinisher(store);
        try
        {
            await finisher.FinishAsync(key.Job, key.Variant, cancellation);
        }
        catch (InvalidDataException) when (chunks is not null)
        {
            await chunks.RepairLastFrameAsync(key.Job, key.Variant, cancellation);
            await finisher.FinishAsync(key.Job, key.Variant, cancellation);
        }

        return await ReadOrTidyAsync(key, cancellation) is not null;
    }

    private async Task<bool> FailAsync(VariantFailure failure, CancellationToken cancellation)
    {
        var key = failure.Key;
        if (await ReadOrTidyAsync(key, cancellation) is null)
        {
            return false;
        }

        var now = (clock ?? TimeProvider.System).GetUtcNow();
        await _jobs.FailAsync(key.Job, key.Variant, new JobFailure(failure.Message, now), cancellation);
        return await ReadOrTidyAsync(key, cancellation) is not null;
    }

    private async Task<bool> FinishJobAsync(string id, CancellationToken cancellation)
    {
        if (await _jobs.ReadAsync(id, cancellation) is null)
        {
            return false;
        }

        await new JobFinisher(store).FinishAsync(id, cancellation);
        if (await _jobs.ReadAsync(id, cancellation) is not null)
        {
            await store.DeleteAsync(JobLayout.Failure(id), cancellation); // of an earlier time
            return true;
        }

        await store.DeleteAsync(JobLayout.ContactSheet(id), cancellation);
        await store.DeleteAsync(JobLayout.Manifest(id), cancellation);
        return false;
    }

    private async Task<bool> FailJobAsync(FinishFailure failure, CancellationToken cancellation)
    {
        if (await _jobs.ReadAsync(failure.Job, cancellation) is null)
        {
            return false;
        }

        var now = (clock ?? TimeProvider.System).GetUtcNow();
        await _jobs.FailAsync(failure.Job, new JobFailure(failure.Message, now), cancellation);
        if (await _jobs.ReadAsync(failure.Job, cancellation) is not null)
        {
            return true;
        }

        await store.DeleteAsync(JobLayout.Failure(failure.Job), cancellation);
        return false;
    }

    private async Task<bool> NotifyAsync(JobNotice notice, CancellationToken cancellation)
    {
        try
        {
            if (listener is not null && await _jobs.ReadAsync(notice.Job, cancellation) is { } job)
            {
                await listener.TellAsync(job, notice, cancellation);
            }
        }
#pragma warning disable CA1031 // A listener's trouble is not the job's.
        catch (Exception) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
        }

        return true;
    }

    // The job; or, if it is gone, null, and what was written of the variant since is removed: whoever deletes a job
    // removes job.json first, and what others write after that is theirs to remove.
    private async Task<Job?> ReadOrTidyAsync(VariantKey key, CancellationToken cancellation)
    {
        if (await _jobs.ReadAsync(key.Job, cancellation) is { } job)
        {
            return job;
        }

        await foreach (var entry in store.ListAsync(JobLayout.Folder(key.Job, key.Variant), cancellation))
        {
            await store.DeleteAsync(entry.Name, cancellation);
        }

        await store.DeleteAsync(JobLayout.Engine(key.Job), cancellation);
        return null;
    }

    private static VariantPosition? Open(VariantPosition position, Variant variant) =>
        position.IsDone(variant) ? null : position;
}
