using StyleFunctions.Pipeline.Artifacts;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>The jobs in a store, and what people want of them.</summary>
/// <param name="store">The store.</param>
public sealed class JobStore(IArtifactStore store)
{
    /// <summary>The ids of all jobs, in ordinal order; also of any that is just being written or removed.</summary>
    /// <param name="cancellation">Gives up.</param>
    public IAsyncEnumerable<string> ListAsync(CancellationToken cancellation = default) =>
        throw new NotImplementedException();

    /// <summary>A job; null if there is none of that id.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<Job?> ReadAsync(string job, CancellationToken cancellation = default) =>
        throw new NotImplementedException();

    /// <summary>Where a job stands, derived from its manifests; null if there is none of that id.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<JobStatus?> ReadStatusAsync(string job, CancellationToken cancellation = default) =>
        throw new NotImplementedException();

    /// <summary>What a person wants of a job.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<JobControlState> ReadControlAsync(string job, CancellationToken cancellation = default) =>
        throw new NotImplementedException();

    /// <summary>Pauses, cancels, or lets run. Letting it run also forgives its failures.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="state">What a person wants.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task SetControlAsync(string job, JobControlState state, CancellationToken cancellation = default) =>
        throw new NotImplementedException();

    /// <summary>Writes down why a variant failed.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="variant">The variant's id.</param>
    /// <param name="failure">Why.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task FailAsync(
        string job, string variant, JobFailure failure, CancellationToken cancellation = default) =>
        throw new NotImplementedException();

    /// <summary>Bytes a job takes.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<long> MeasureAsync(string job, CancellationToken cancellation = default) =>
        throw new NotImplementedException();

    /// <summary>Removes a job: job.json first, so that nobody takes it for whole. Nothing of it may be running.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up; called again, it goes on.</param>
    /// <returns>Whether there was anything.</returns>
    public Task<bool> DeleteAsync(string job, CancellationToken cancellation = default)
    {
        _ = store;
        throw new NotImplementedException();
    }
}
