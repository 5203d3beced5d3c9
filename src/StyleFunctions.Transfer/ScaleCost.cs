namespace StyleFunctions.Transfer;

/// <summary>What a scale takes, known before it is computed.</summary>
/// <param name="Scale">The scale.</param>
/// <param name="Bytes">Memory of the whole process.</param>
/// <param name="MultiplyAdds">Multiplications with an addition in one iteration, which take most of its time.</param>
/// <param name="Cut">How the engine cuts the picture: it decides the order of sums, and so the bytes.</param>
/// <param name="IsWhole">Whether it is in no more pieces than it would be with any amount of memory.</param>
public sealed record ScaleCost(TransferScale Scale, long Bytes, double MultiplyAdds, string Cut, bool IsWhole);
