namespace StyleFunctions.Pipeline.Chunks;

/// <summary>Where a variant stands after a chunk; under 1 KB as JSON.</summary>
/// <param name="Scale">The chunk's scale, from 0.</param>
/// <param name="End">Iterations of the scale done; the chunk's start if it was stopped before the first.</param>
/// <param name="Stop">Why it ended there.</param>
public sealed record ChunkResult(int Scale, int End, ChunkStop Stop);
