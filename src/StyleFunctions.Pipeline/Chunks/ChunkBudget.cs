namespace StyleFunctions.Pipeline.Chunks;

/// <summary>
/// How long a chunk runs, at most until its scale ends; whichever comes first. At least one iteration.
/// </summary>
/// <param name="Iterations">
/// Until the scale has a multiple of so many iterations, at least 1; null for any number. So the chunks after one that
/// was stopped end where they would have.
/// </param>
/// <param name="Seconds">Seconds of optimisation, above 0; null for any time.</param>
public sealed record ChunkBudget(int? Iterations = null, double? Seconds = null)
{
    /// <summary>As local runs have it: fifty iterations or a minute.</summary>
    public static ChunkBudget Default { get; } = new(50, 60);
}
