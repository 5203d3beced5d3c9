namespace StyleFunctions.Pipeline.Chunks;

/// <summary>Where a chunk's time went, in seconds.</summary>
/// <param name="Started">When it began.</param>
/// <param name="Load">Reading pictures, network and checkpoint.</param>
/// <param name="Optimize">The iterations, with the measuring of their targets.</param>
/// <param name="Save">Writing checkpoint and frame.</param>
public sealed record ChunkTimings(DateTimeOffset Started, double Load, double Optimize, double Save)
{
    /// <summary>All of it.</summary>
    internal double Seconds => Load + Optimize + Save;
}
