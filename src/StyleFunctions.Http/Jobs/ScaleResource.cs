namespace StyleFunctions.Http.Jobs;

/// <summary>A size that a variant goes through.</summary>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Iterations">Iterations at this size.</param>
public sealed record ScaleResource(int Width, int Height, int Iterations);
