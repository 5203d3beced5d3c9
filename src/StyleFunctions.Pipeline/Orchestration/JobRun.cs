namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>The input of <see cref="JobOrchestration"/>.</summary>
/// <param name="Job">The job's id.</param>
public sealed record JobRun(string Job);
