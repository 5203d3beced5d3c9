namespace StyleFunctions.Pipeline.Jobs;

/// <summary>What keeps a job from running: what a person wants, and what failed.</summary>
/// <param name="Job">The job.</param>
/// <param name="Control">What a person wants of it.</param>
/// <param name="Failure">Why the job as a whole failed; null if it did not.</param>
/// <param name="Failures">Why variants failed, by their ids.</param>
internal sealed record JobHold(
    Job Job, JobControlState Control, JobFailure? Failure, IReadOnlyDictionary<string, JobFailure> Failures)
{
    /// <summary>Reads it.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="job">The job.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<JobHold> ReadAsync(JobStore jobs, Job job, CancellationToken cancellation)
    {
        var failures = new Dictionary<string, JobFailure>();
        foreach (var variant in job.Variants)
        {
            if (await jobs.ReadFailureAsync(job.Id, variant.Id, cancellation) is { } failure)
            {
                failures.Add(variant.Id, failure);
            }
        }

        return new JobHold(
            job,
            await jobs.ReadControlAsync(job.Id, cancellation),
            await jobs.ReadFailureAsync(job.Id, cancellation),
            failures);
    }

    /// <summary>Makes it so again.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task PutBackAsync(JobStore jobs, CancellationToken cancellation)
    {
        if (Control != JobControlState.Run)
        {
            await jobs.SetControlAsync(Job, Control, cancellation);
        }

        if (Failure is not null)
        {
            await jobs.FailAsync(Job.Id, Failure, cancellation);
        }

        foreach (var (variant, failure) in Failures)
        {
            await jobs.FailAsync(Job.Id, variant, failure, cancellation);
        }
    }
}
