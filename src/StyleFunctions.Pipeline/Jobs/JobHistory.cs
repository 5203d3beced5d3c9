using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>What is done of a job: its variants' committed chunks.</summary>
/// <param name="Job">The job.</param>
/// <param name="Variants">The history of each variant, in the job's order.</param>
public sealed record JobHistory(Job Job, IReadOnlyList<VariantHistory> Variants)
{
    /// <summary>The history of a job of which nothing has been read yet.</summary>
    /// <param name="job">The job.</param>
    public static JobHistory Of(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return new(job, [.. job.Variants.Select(v => new VariantHistory(v, []))]);
    }

    /// <summary>Seconds of work it took.</summary>
    internal double Seconds => Variants.SelectMany(v => v.Chunks).Sum(c => c.Timings.Seconds);

    /// <summary>The same history with what was committed since.</summary>
    /// <param name="store">The store.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<JobHistory> ReadOnAsync(IArtifactStore store, CancellationToken cancellation = default)
    {
        var variants = new List<VariantHistory>(Variants.Count);
        foreach (var variant in Variants)
        {
            variants.Add(await variant.ReadOnAsync(store, Job.Id, cancellation));
        }

        return this with { Variants = variants };
    }
}
