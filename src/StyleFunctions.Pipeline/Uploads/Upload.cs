namespace StyleFunctions.Pipeline.Uploads;

/// <summary>A picture that was handed in under a name.</summary>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Hash">SHA-256 of its canonical PNG, in lower-case hexadecimal.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
public sealed record Upload(string Name, string Hash, int Width, int Height);
