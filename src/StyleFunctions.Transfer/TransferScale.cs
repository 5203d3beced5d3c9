namespace StyleFunctions.Transfer;

/// <summary>One step of the way from coarse to fine.</summary>
/// <param name="Size">Longest side, in pixels.</param>
/// <param name="Width">The picture's width.</param>
/// <param name="Height">The picture's height.</param>
/// <param name="Iterations">Iterations at this size.</param>
public sealed record TransferScale(int Size, int Width, int Height, int Iterations);
