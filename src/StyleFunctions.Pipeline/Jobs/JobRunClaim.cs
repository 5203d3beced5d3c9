namespace StyleFunctions.Pipeline.Jobs;

/// <summary>That a run of a job was to be started; created once.</summary>
/// <param name="Claimed">When.</param>
public sealed record JobRunClaim(DateTimeOffset Claimed);
