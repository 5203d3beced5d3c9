using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>What a job's orchestration has to know of it.</summary>
/// <param name="First">The index of the first variant that is not done.</param>
/// <param name="Variants">How many variants there are, done ones included.</param>
/// <param name="Window">How many may be painted at once.</param>
/// <param name="Budget">How long a chunk may run.</param>
/// <param name="Notifies">Whether somebody wants to be told of events.</param>
/// <param name="HasBegun">Whether any of it is painted.</param>
/// <param name="Control">What a person wants of it.</param>
public sealed record JobPlan(
    int First, int Variants, int Window, ChunkBudget Budget, bool Notifies, bool HasBegun, JobControlState Control);
