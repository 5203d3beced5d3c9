namespace StyleFunctions.Http.Settings;

/// <summary>A network.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsHere">Whether this installation has its weights.</param>
public sealed record NetworkResource(string Name, bool IsHere);
