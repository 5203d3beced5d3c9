namespace StyleFunctions.Pipeline.Jobs;

/// <summary>Which request an Idempotency-Key stands for (keys/...): its job, and what a job's id leaves out.</summary>
/// <param name="Job">The job's id.</param>
/// <param name="Name">What the request called it.</param>
/// <param name="Webhook">Where the request wanted to be told.</param>
public sealed record IdempotencyRecord(string Job, string? Name = null, Uri? Webhook = null);
