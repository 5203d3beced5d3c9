using StyleFunctions.Pipeline.Chunks;

namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>How an installation paints, whatever the job.</summary>
/// <param name="Budget">How long a chunk may run.</param>
/// <param name="Window">How many variants of a job may be painted at once.</param>
/// <param name="SecondsPerJob">
/// Seconds of work that a job may take, all its variants together, before a person has to resume it; null for any. A
/// chunk is never cut short for it.
/// </param>
public sealed record PaintingOptions(ChunkBudget Budget, int Window = 1, double? SecondsPerJob = null);
