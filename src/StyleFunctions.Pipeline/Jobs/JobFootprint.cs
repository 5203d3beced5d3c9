namespace StyleFunctions.Pipeline.Jobs;

/// <summary>What a job takes in the store.</summary>
/// <param name="Bytes">All its artifacts together.</param>
/// <param name="Changed">When the newest of them was written, by the store's clock.</param>
public sealed record JobFootprint(long Bytes, DateTimeOffset Changed);
