namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>Which variant.</summary>
/// <param name="Job">The job's id.</param>
/// <param name="Variant">The variant's id.</param>
public sealed record VariantKey(string Job, string Variant);
