namespace StyleFunctions.Transfer;

/// <summary>What a scale will take on this machine.</summary>
/// <param name="Cost">Its size, memory, and how it is cut.</param>
/// <param name="Iteration">The time of one iteration.</param>
/// <param name="Time">The time of all of them, and of measuring the pictures before.</param>
public sealed record ScaleEstimate(ScaleCost Cost, TimeSpan Iteration, TimeSpan Time);
