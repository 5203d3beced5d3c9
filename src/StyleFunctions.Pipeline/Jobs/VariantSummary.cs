namespace StyleFunctions.Pipeline.Jobs;

/// <summary>A result in a job's manifest.</summary>
/// <param name="Variant">The variant's id.</param>
/// <param name="Label">What sets it apart from the others.</param>
/// <param name="Result">The result's name.</param>
/// <param name="ResultHash">Its SHA-256, in lower-case hexadecimal.</param>
/// <param name="Losses">The losses after the last iteration.</param>
/// <param name="Seconds">The time its chunks took.</param>
public sealed record VariantSummary(
    string Variant, string Label, string Result, string ResultHash, FinalLosses Losses, double Seconds);
