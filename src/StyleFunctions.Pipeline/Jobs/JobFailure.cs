namespace StyleFunctions.Pipeline.Jobs;

/// <summary>
/// Why a variant, or what belongs to all of them, failed (failure.json), in one sentence a person can act
/// on. Removed when it is resumed.
/// </summary>
/// <param name="Message">The sentence.</param>
/// <param name="Failed">When.</param>
public sealed record JobFailure(string Message, DateTimeOffset Failed);
