using StyleFunctions.Pipeline.Chunks;

namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>A chunk to run.</summary>
/// <param name="Chunk">Which.</param>
/// <param name="Budget">How long it may run.</param>
/// <param name="Attempt">The attempt's name; the same when it is called again after a failure.</param>
public sealed record ChunkCall(ChunkKey Chunk, ChunkBudget Budget, string Attempt);
