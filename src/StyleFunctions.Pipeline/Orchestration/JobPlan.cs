using StyleFunctions.Pipeline.Chunks;

namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>What a job's orchestration has to know of it.</summary>
/// <param name="First">The index of the first variant that is not done.</param>
/// <param name="Variants">How many variants there are, done ones included.</param>
/// <param name="Window">How many may be painted at once.</param>
/// <param name="Budget">How long a chunk may run.</param>
/// <param name="Notifies">Whether somebody wants to be told of events.</param>
public sealed record JobPlan(int First, int Variants, int Window, ChunkBudget Budget, bool Notifies);
