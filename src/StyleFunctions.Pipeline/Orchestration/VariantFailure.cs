namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>Why a variant cannot go on.</summary>
/// <param name="Key">The variant.</param>
/// <param name="Message">One sentence that a person can act on.</param>
public sealed record VariantFailure(VariantKey Key, string Message);
