using StyleFunctions.Pipeline.Chunks;

namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>The input of <see cref="VariantOrchestration"/>.</summary>
/// <param name="Key">The variant.</param>
/// <param name="Budget">How long a chunk may run.</param>
/// <param name="Notifies">Whether somebody wants to be told of events.</param>
/// <param name="Position">Where its next chunk starts; null to look.</param>
public sealed record VariantRun(VariantKey Key, ChunkBudget Budget, bool Notifies, VariantPosition? Position = null);
