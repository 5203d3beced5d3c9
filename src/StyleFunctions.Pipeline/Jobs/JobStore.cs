using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>The jobs in a store, and what people want of them.</summary>
/// <param name="store">The store.</param>
public sealed class JobStore(IArtifactStore store)
{
    /// <summary>The ids of all jobs, in ordinal order; also of any that is just being written or removed.</summary>
    /// <param name="cancellation">Gives up.</param>
    public IAsyncEnumerable<string> ListAsync(CancellationToken cancellation = default) =>
        store.ListFoldersAsync(JobLayout.Jobs, cancellation).Select(folder => folder[JobLayout.Jobs.Length..^1]);

    /// <summary>A job; null if there is none of that id.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidDataException">Its job.json is damaged, or of another version.</exception>
    public async Task<Job?> ReadAsync(string job, CancellationToken cancellation = default) =>
        JobIdentity.IsId(job)
            ? (await store.ReadJsonAsync(JobLayout.Job(job), PipelineJson.Default.Job, cancellation))?.Value
            : null;

    /// <summary>Where a job stands, derived from its manifests; null if there is none of that id.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<JobStatus?> ReadStatusAsync(string job, CancellationToken cancellation = default)
    {
        if (await ReadAsync(job, cancellation) is not { } accepted)
        {
            return null;
        }

        return await ReadStatusAsync(await JobHistory.Of(accepted).ReadOnAsync(store, cancellation), cancellation);
    }

    /// <summary>Where a job stands whose manifests have been read.</summary>
    /// <param name="history">What is done of it.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<JobStatus> ReadStatusAsync(JobHistory history, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        var job = history.Job;
        var control = await ReadControlAsync(job.Id, cancellation);
        var variants = new List<(VariantHistory History, VariantStatus Status)>();
        foreach (var variant in history.Variants)
        {
            variants.Add((variant, await StatusAsync(job.Id, variant, control, cancellation)));
        }

        return JobStatusRule.For(
            job,
            control,
            variants,
            await ReadManifestAsync(job.Id, cancellation),
            await ReadFailureAsync(job.Id, cancellation));
    }

    /// <summary>
    /// A job that a server may take up by itself: one that may run, is not done and has not failed, and that no command
    /// line carries out. Null if it is none, or there is none of that id.
    /// </summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Job?> ReadOpenAsync(string job, CancellationToken cancellation = default)
    {
        if (await ReadManifestAsync(job, cancellation) is not null
            || await ReadControlAsync(job, cancellation) != JobControlState.Run
            || await ReadOutputAsync(job, cancellation) is not null
            || await ReadFailureAsync(job, cancellation) is not null
            || await ReadAsync(job, cancellation) is not { } accepted)
        {
            return null;
        }

        var hasFailed = false;
        foreach (var variant in accepted.Variants)
        {
            if (await ReadResultAsync(job, variant.Id, cancellation) is not null)
            {
                continue;
            }

            if (await ReadFailureAsync(job, variant.Id, cancellation) is null)
            {
                return accepted;
            }

            hasFailed = true;
        }

        return hasFailed ? null : accepted;
    }

    /// <summary>The engine that paints a job; null as long as none began it.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<string?> ReadEngineAsync(string job, CancellationToken cancellation = default) =>
        (await store.ReadJsonAsync(JobLayout.Engine(job), PipelineJson.Default.EnginePin, cancellation))?.Value.Engine;

    /// <summary>Where a command line wants a job's result; null if none carries it out.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<JobOutput?> ReadOutputAsync(string job, CancellationToken cancellation = default) =>
        (await store.ReadJsonAsync(JobLayout.Output(job), PipelineJson.Default.JobOutput, cancellation))?.Value;

    /// <summary>Writes down where a command line wants a job's result.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="output">Where.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task SetOutputAsync(string job, JobOutput output, CancellationToken cancellation = default) =>
        store.PutJsonAsync(JobLayout.Output(job), output, PipelineJson.Default.JobOutput, cancellation);

    /// <summary>How a variant's result was made; null as long as there is none.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="variant">The variant's id.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ResultManifest?> ReadResultAsync(
        string job, string variant, CancellationToken cancellation = default) =>
        (await store.ReadJsonAsync(
            JobLayout.ResultManifest(job, variant), PipelineJson.Default.ResultManifest, cancellation))?.Value;

    /// <summary>What a job made; null as long as it is not done.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<JobManifest?> ReadManifestAsync(string job, CancellationToken cancellation = default) =>
        (await store.ReadJsonAsync(
            JobLayout.Manifest(job), PipelineJson.Default.JobManifest, cancellation))?.Value;

    /// <summary>Why a variant failed; null if it did not.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="variant">The variant's id.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<JobFailure?> ReadFailureAsync(
        string job, string variant, CancellationToken cancellation = default) =>
        (await store.ReadJsonAsync(
            JobLayout.Failure(job, variant), PipelineJson.Default.JobFailure, cancellation))?.Value;

    /// <summary>Why a job failed though its variants are done; null if it did not.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<JobFailure?> ReadFailureAsync(string job, CancellationToken cancellation = default) =>
        (await store.ReadJsonAsync(JobLayout.Failure(job), PipelineJson.Default.JobFailure, cancellation))?.Value;

    /// <summary>What a person wants of a job.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<JobControlState> ReadControlAsync(string job, CancellationToken cancellation = default) =>
        (await ReadJobControlAsync(job, cancellation)).State;

    /// <summary>
    /// Seconds of work that a job had taken when it was last resumed; null for one that a person wants to stop.
    /// </summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up.</param>
    internal async Task<double?> ReadSpentAsync(string job, CancellationToken cancellation = default) =>
        await ReadJobControlAsync(job, cancellation) is { State: JobControlState.Run } control ? control.Spent : null;

    /// <summary>
    /// Pauses, cancels, or lets run. Letting it run also forgives its failures, and the time it has taken.
    /// </summary>
    /// <param name="job">The job.</param>
    /// <param name="state">What a person wants.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task SetControlAsync(Job job, JobControlState state, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        var spent = state == JobControlState.Run
            ? (await JobHistory.Of(job).ReadOnAsync(store, cancellation)).Seconds
            : 0;
        await store.PutJsonAsync(
            JobLayout.Control(job.Id), new JobControl(state, spent), PipelineJson.Default.JobControl, cancellation);
        if (state != JobControlState.Run)
        {
            return;
        }

        await store.DeleteAsync(JobLayout.Failure(job.Id), cancellation);
        foreach (var variant in job.Variants)
        {
            await store.DeleteAsync(JobLayout.Failure(job.Id, variant.Id), cancellation);
        }
    }

    /// <summary>Writes down why a variant failed.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="variant">The variant's id.</param>
    /// <param name="failure">Why.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task FailAsync(string job, string variant, JobFailure failure, CancellationToken cancellation = default) =>
        store.PutJsonAsync(
            JobLayout.Failure(job, variant), failure, PipelineJson.Default.JobFailure, cancellation);

    /// <summary>Writes down why a job failed though its variants are done.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="failure">Why.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task FailAsync(string job, JobFailure failure, CancellationToken cancellation = default) =>
        store.PutJsonAsync(JobLayout.Failure(job), failure, PipelineJson.Default.JobFailure, cancellation);

    /// <summary>Bytes a job takes.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<long> MeasureAsync(string job, CancellationToken cancellation = default) =>
        (await ReadFootprintAsync(job, cancellation)).Bytes;

    /// <summary>What a job takes, and when anything of it changed last.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<JobFootprint> ReadFootprintAsync(string job, CancellationToken cancellation = default) =>
        await store.ListAsync(JobLayout.Folder(job), cancellation).AggregateAsync(
            new JobFootprint(0, DateTimeOffset.MinValue),
            (all, entry) => new JobFootprint(
                all.Bytes + entry.Length, entry.Modified > all.Changed ? entry.Modified : all.Changed),
            cancellation);

    /// <summary>
    /// Removes a job: job.json first, so that nobody takes it for whole. Nothing of it may be running.
    /// </summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up; called again, it goes on.</param>
    /// <returns>Whether there was anything.</returns>
    public async Task<bool> DeleteAsync(string job, CancellationToken cancellation = default)
    {
        if (!JobIdentity.IsId(job))
        {
            return false;
        }

        var any = await store.DeleteAsync(JobLayout.Job(job), cancellation);
        await foreach (var entry in store.ListAsync(JobLayout.Folder(job), cancellation))
        {
            any |= await store.DeleteAsync(entry.Name, cancellation);
        }

        return any;
    }

    private async Task<JobControl> ReadJobControlAsync(string job, CancellationToken cancellation) =>
        (await store.ReadJsonAsync(JobLayout.Control(job), PipelineJson.Default.JobControl, cancellation))?.Value
            ?? new JobControl(JobControlState.Run);

    private async Task<VariantStatus> StatusAsync(
        string job, VariantHistory history, JobControlState control, CancellationToken cancellation)
    {
        var id = history.Variant.Id;
        var result = history.Position.IsDone(history.Variant)
            ? await ReadResultAsync(job, id, cancellation)
            : null;
        var failure = result is null ? await ReadFailureAsync(job, id, cancellation) : null;
        return new VariantStatus(
            id,
            history.Variant.Label,
            JobStatusRule.StateOf(history, result is not null, failure is not null, control),
            history.Position,
            history.Fraction,
            history.Chunks.Count == 0 ? null : history.Chunks[^1].Losses.Total[^1],
            history.Chunks.Count == 0 ? null : history.Chunks[^1].Frame,
            result is null ? null : JobLayout.Result(job, id),
            failure);
    }
}
