namespace StyleFunctions.Http.Jobs;

/// <summary>A picture that a job reads.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="Name">What the request called it.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Url">Where it is.</param>
public sealed record InputResource(string Hash, string Name, int Width, int Height, string Url);
