using StyleFunctions.Pipeline.Chunks;

namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>How an installation paints, whatever the job.</summary>
/// <param name="Budget">How long a chunk may run.</param>
/// <param name="Window">How many variants of a job may be painted at once.</param>
public sealed record PaintingOptions(ChunkBudget Budget, int Window = 1);
