namespace StyleFunctions.Pipeline.Artifacts;

/// <summary>An artifact opened for reading.</summary>
/// <param name="Stream">
/// Its bytes, from the first; need not be able to seek. Where it can, what is passed over is not fetched.
/// </param>
/// <param name="Length">How many there are.</param>
/// <param name="Version">
/// Changes whenever the artifact is replaced, or removed and made again: what
/// <see cref="IArtifactStore.ReplaceAsync"/> compares (a blob's ETag). Means nothing else.
/// </param>
public sealed record ArtifactContent(Stream Stream, long Length, string Version) : IAsyncDisposable
{
    /// <summary>Closes the stream.</summary>
    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
