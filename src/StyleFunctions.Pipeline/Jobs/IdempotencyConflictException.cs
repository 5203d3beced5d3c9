namespace StyleFunctions.Pipeline.Jobs;

/// <summary>An Idempotency-Key came with another request before. The message is one sentence for a person.</summary>
public sealed class IdempotencyConflictException()
    : Exception("This Idempotency-Key came with another request before; the same key is for the same request.");
