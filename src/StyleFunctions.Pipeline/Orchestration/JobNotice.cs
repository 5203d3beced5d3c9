using StyleFunctions.Pipeline.Chunks;

namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>Something to tell whoever wants to be told of a job.</summary>
/// <param name="Job">The job's id.</param>
/// <param name="Moment">What happened.</param>
/// <param name="Id">A name no other notice has, of this job or another: told twice, it is the same notice.</param>
/// <param name="Variant">The variant whose chunk is committed; null for the job as a whole.</param>
/// <param name="Position">Where the variant's next chunk starts; null if none is left, or for the job.</param>
public sealed record JobNotice(
    string Job, JobMoment Moment, string Id, string? Variant = null, VariantPosition? Position = null);
