namespace StyleFunctions.Pipeline.Artifacts;

/// <summary>An artifact as a listing shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Modified">When it was written, by the store's clock; for people, not for decisions.</param>
/// <param name="Version">As <see cref="ArtifactContent.Version"/>.</param>
public sealed record ArtifactEntry(string Name, long Length, DateTimeOffset Modified, string Version);
