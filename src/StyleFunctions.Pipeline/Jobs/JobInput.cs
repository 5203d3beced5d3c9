namespace StyleFunctions.Pipeline.Jobs;

/// <summary>A picture a job reads.</summary>
/// <param name="Hash">SHA-256 of its canonical PNG, in lower-case hexadecimal; its name in the store.</param>
/// <param name="Name">What the request called it.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
public sealed record JobInput(string Hash, string Name, int Width, int Height);
