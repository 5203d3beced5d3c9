using StyleFunctions.Pipeline.Chunks;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>Where a variant stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Label">What sets it apart from the others.</param>
/// <param name="State">How it is.</param>
/// <param name="Position">Where its next chunk starts.</param>
/// <param name="Fraction">The share of its work that is done, 0 to 1.</param>
/// <param name="Loss">The total loss after its last chunk; null before the first.</param>
/// <param name="Frame">The name of its last frame; null before the first.</param>
/// <param name="Result">The name of its result; null until it is done.</param>
/// <param name="Failure">Why it failed; null if it did not.</param>
public sealed record VariantStatus(
    string Id,
    string Label,
    JobState State,
    VariantPosition Position,
    double Fraction,
    double? Loss,
    string? Frame,
    string? Result,
    JobFailure? Failure);
