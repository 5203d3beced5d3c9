namespace StyleFunctions.Pipeline.Jobs;

/// <summary>Where a job stands, derived from its artifacts alone.</summary>
/// <param name="Job">The job.</param>
/// <param name="State">How it is.</param>
/// <param name="Fraction">The share of the whole work that is done, 0 to 1.</param>
/// <param name="Remaining">
/// Seconds of work left, as fast as the last chunks were and one variant at a time; null before the first chunk.
/// </param>
/// <param name="Variants">Where each variant stands, in the job's order.</param>
/// <param name="ContactSheet">
/// The name of the sheet that shows all results; null until the job is done, or if there is but one.
/// </param>
/// <param name="Failure">
/// Why what belongs to all variants could not be made, though they are done; null if it was not tried in vain.
/// </param>
public sealed record JobStatus(
    Job Job,
    JobState State,
    double Fraction,
    double? Remaining,
    IReadOnlyList<VariantStatus> Variants,
    string? ContactSheet,
    JobFailure? Failure = null);
