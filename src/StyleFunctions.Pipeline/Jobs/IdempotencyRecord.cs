namespace StyleFunctions.Pipeline.Jobs;

/// <summary>Which job an Idempotency-Key stands for (keys/...).</summary>
/// <param name="Job">The job's id.</param>
public sealed record IdempotencyRecord(string Job);
