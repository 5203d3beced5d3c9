namespace StyleFunctions.Pipeline.Artifacts;

/// <summary>
/// Where everything a job reads and writes is kept: a folder, or a blob container. The only storage the pipeline knows.
/// An artifact is there whole or not at all, whatever dies at whatever moment, and several processes on several
/// machines may use one store. Safe for use by several threads at once.
/// </summary>
/// <remarks>
/// Names are those that <see cref="ArtifactName.Check"/> allows; every method throws <see cref="ArgumentException"/>
/// for any other. What cannot be read or written at all (a full disk, a missing right) is an
/// <see cref="IOException"/> or an <see cref="UnauthorizedAccessException"/>.
/// </remarks>
public interface IArtifactStore
{
    /// <summary>
    /// Opens an artifact; what is read is one version of it, even if it is replaced meanwhile. Where a large one is
    /// fetched piece by piece, it may then end with an <see cref="IOException"/>.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The artifact, to be disposed of; null if there is none of that name.</returns>
    Task<ArtifactContent?> ReadAsync(string name, CancellationToken cancellation = default);

    /// <summary>Lists artifacts by the beginning of their names, in ordinal order of the names.</summary>
    /// <param name="prefix">What the names begin with; may end inside a folder's or a file's name, or be empty.</param>
    /// <param name="cancellation">Gives up.</param>
    IAsyncEnumerable<ArtifactEntry> ListAsync(string prefix, CancellationToken cancellation = default);

    /// <summary>
    /// Lists one level of folders: each beginning of a name, up to and with the first '/' after the prefix, once, in
    /// ordinal order. "jobs/" gives "jobs/a-1/", "jobs/b-1/", without a look into them.
    /// </summary>
    /// <param name="prefix">What the names begin with.</param>
    /// <param name="cancellation">Gives up.</param>
    IAsyncEnumerable<string> ListFoldersAsync(string prefix, CancellationToken cancellation = default);

    /// <summary>
    /// Writes an artifact if there is none of that name; of all who try at once, one succeeds (If-None-Match: *).
    /// When it returns, the artifact survives a loss of power.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">
    /// Read once, from where it stands to its end; need not be able to seek. Left open.
    /// </param>
    /// <param name="cancellation">Gives up; the artifact is then there whole or not at all.</param>
    /// <returns>The new artifact's version; null if there was one, which then stays as it is.</returns>
    Task<string?> CreateAsync(string name, Stream content, CancellationToken cancellation = default);

    /// <summary>Replaces an artifact if it is still the version that was read (If-Match).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">As in <see cref="CreateAsync"/>.</param>
    /// <param name="version">
    /// The version it must have, from <see cref="ArtifactContent.Version"/> or a write's answer.
    /// </param>
    /// <param name="cancellation">Gives up; the artifact is then replaced whole or not at all.</param>
    /// <returns>The new version; null if the artifact has another version by now, or is gone.</returns>
    Task<string?> ReplaceAsync(
        string name, Stream content, string version, CancellationToken cancellation = default);

    /// <summary>Removes an artifact. Those who are reading it read on.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Whether there was one.</returns>
    Task<bool> DeleteAsync(string name, CancellationToken cancellation = default);
}
