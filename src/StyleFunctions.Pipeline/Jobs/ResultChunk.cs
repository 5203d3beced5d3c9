using StyleFunctions.Pipeline.Chunks;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>A chunk in a result's manifest.</summary>
/// <param name="Scale">The scale, from 0.</param>
/// <param name="Start">Iterations of the scale done before it.</param>
/// <param name="End">Iterations of the scale done after it.</param>
/// <param name="Timings">Where its time went.</param>
public sealed record ResultChunk(int Scale, int Start, int End, ChunkTimings Timings);
