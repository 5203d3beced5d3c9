using StyleFunctions.Pipeline.Chunks;

namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>What came of a chunk, or where a variant stands.</summary>
/// <param name="Next">Where the next one starts; null if there is none left.</param>
/// <param name="Stop">Why the last one ended there; null if it failed, or the job is gone.</param>
/// <param name="Failure">Why the variant cannot go on, in one sentence; null if it did not.</param>
public sealed record ChunkOutcome(VariantPosition? Next = null, ChunkStop? Stop = null, string? Failure = null);
