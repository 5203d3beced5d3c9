using StyleFunctions.Pipeline.Chunks;

namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>How far an orchestration is.</summary>
/// <param name="Job">The job's id.</param>
/// <param name="Variant">The variant's id; null for the job as a whole.</param>
/// <param name="Position">Where the variant's next chunk starts; null if none is left, or for the job.</param>
/// <param name="Done">Variants that are done; null for a variant.</param>
/// <param name="Variants">Variants there are; null for a variant.</param>
public sealed record OrchestrationProgress(
    string Job, string? Variant = null, VariantPosition? Position = null, int? Done = null, int? Variants = null);
