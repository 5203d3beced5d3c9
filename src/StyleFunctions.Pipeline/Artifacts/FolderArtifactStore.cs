using System.Runtime.CompilerServices;

namespace StyleFunctions.Pipeline.Artifacts;

/// <summary>
/// Artifacts as files of a folder, for one machine, or for several that share a file system with hard links. A file is
/// written beside its place, brought to the disk, linked into place, and then its folder is brought to the disk.
/// </summary>
public sealed class FolderArtifactStore : IArtifactStore
{
    // Its name begins with '.', so that it can be no artifact's.
    private const string OwnFolder = ".store";

    private const int BufferBytes = 1 << 17;
    private const int MostTries = 100;

    private readonly string _root;
    private readonly IReadOnlyList<string> _kept;
    private readonly TemporaryFiles _temporary;
    private readonly FolderLocks _locks;
    private readonly FolderClaims _claims;

    /// <summary>A store in a folder; it is made with the first write.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="keptFolders">
    /// Folders that stay when their last artifact is removed, and all in them, since people put files there; other
    /// empty folders are removed, as a blob container has none. Such as "inbox/".
    /// </param>
    public FolderArtifactStore(string root, params IReadOnlyList<string> keptFolders)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        ArgumentNullException.ThrowIfNull(keptFolders);
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        _temporary = new TemporaryFiles(Path.Combine(_root, OwnFolder, "tmp"));
        _locks = new FolderLocks(Path.Combine(_root, OwnFolder, "locks"));
        _claims = new FolderClaims(Path.Combine(_root, OwnFolder, "claims"));
        _kept = [.. keptFolders.Select(PathOf)];
        _temporary.RemoveAbandoned();
    }

    /// <inheritdoc/>
    public Task<ArtifactContent?> ReadAsync(string name, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Open(PathOfArtifact(name)));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ArtifactEntry> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        foreach (var (name, file) in FolderListing.Files(_root, prefix))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Entry(name, file) is { } entry)
            {
                yield return entry;
            }
        }

        await Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListFoldersAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        foreach (var folder in FolderListing.Folders(_root, prefix))
        {
            cancellation.ThrowIfCancellationRequested();
            if (FolderListing.Files(_root, folder).Any())
            {
                yield return folder;
            }
        }

        await Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<string?> CreateAsync(string name, Stream content, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        var path = PathOfArtifact(name);
        if (File.Exists(path))
        {
            SyncFolders(path);
            return null;
        }

        MakeRoot();
        var temporary = await _temporary.WriteAsync(content, cancellation);
        try
        {
            var version = FileVersion.Stamp(temporary);
            return PutInPlace(temporary, path) ? version : null;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <inheritdoc/>
    public async Task<string?> ReplaceAsync(
        string name, Stream content, string version, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        var path = PathOfArtifact(name);
        MakeRoot();
        var temporary = await _temporary.WriteAsync(content, cancellation);
        try
        {
            using var locked = await _locks.TakeAsync(name, cancellation);
            var old = new FileInfo(path);
            if (!old.Exists || FileVersion.Of(old) != version)
            {
                return null;
            }

            var replaced = FileVersion.Stamp(temporary, laterThan: old.LastWriteTimeUtc);
            File.Move(temporary, path, overwrite: true);
            SyncFolders(path);
            return replaced;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(string name, CancellationToken cancellation = default)
    {
        var path = PathOfArtifact(name);
        if (!File.Exists(path))
        {
            return false;
        }

        // A replacement between its comparing and its renaming must not bring back what is removed here.
        using var locked = await _locks.TakeAsync(name, cancellation);
        if (!File.Exists(path))
        {
            return false;
        }

        File.Delete(path);
        RemoveEmptyFolders(path);
        return true;
    }

    /// <summary>
    /// Claims a name, such as a job's id, for this process: a sign to others that somebody is at it. The operating
    /// system gives it back when the process dies.
    /// </summary>
    /// <param name="name">The name of one artifact or folder, without '/'.</param>
    /// <returns>The claim, to be disposed of; null if somebody has it.</returns>
    public IDisposable? TryClaim(string name)
    {
        ArtifactName.Check(name);
        return _claims.TryTake(name);
    }

    /// <summary>Whether somebody has claimed a name.</summary>
    /// <param name="name">The name.</param>
    public bool IsClaimed(string name)
    {
        ArtifactName.Check(name);
        return _claims.IsTaken(name);
    }

    private static ArtifactContent? Open(string path)
    {
        try
        {
            var stream = new FileStream(path, new FileStreamOptions
            {
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                BufferSize = BufferBytes,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            });
            return new ArtifactContent(stream, stream.Length, FileVersion.Of(stream));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException
            || (e is UnauthorizedAccessException && Directory.Exists(path)))
        {
            return null;
        }
    }

    private static ArtifactEntry? Entry(string name, FileInfo file)
    {
        try
        {
            return new ArtifactEntry(name, file.Length, file.LastWriteTimeUtc, FileVersion.Of(file));
        }
        catch (FileNotFoundException)
        {
            return null; // removed since it was listed
        }
    }

    private string PathOfArtifact(string name)
    {
        ArtifactName.Check(name);
        return PathOf(name);
    }

    private string PathOf(string name) => Path.Combine(_root, name.Replace('/', Path.DirectorySeparatorChar));

    private void MakeRoot()
    {
        if (!Directory.Exists(_root))
        {
            Directory.CreateDirectory(_root);
            FolderSync.ToDisk(Path.GetDirectoryName(_root)!);
        }
    }

    // Whoever finds the name taken builds on what is there, so that it too must be on the disk before this returns.
    private bool PutInPlace(string temporary, string path)
    {
        for (var tries = 1; ; tries++)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var outcome = FilePlacing.PutIfAbsent(temporary, path);
            if (outcome == PlacingOutcome.NoFolder && tries < MostTries)
            {
                continue; // another process found it empty and removed it
            }

            if (outcome == PlacingOutcome.NoFolder || Directory.Exists(path))
            {
                throw new IOException(
                    $"'{path}' cannot be written: there is a folder of that name, or none to hold it.");
            }

            SyncFolders(path);
            return outcome == PlacingOutcome.Placed;
        }
    }

    // All the way up, since another process may have made a folder and not come to do it yet. Where nothing has
    // changed it costs next to nothing.
    private void SyncFolders(string path)
    {
        for (var folder = Path.GetDirectoryName(path)!; ; folder = Path.GetDirectoryName(folder)!)
        {
            FolderSync.ToDisk(folder);
            if (folder.Length <= _root.Length)
            {
                return;
            }
        }
    }

    private void RemoveEmptyFolders(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        while (folder.Length > _root.Length
            && !_kept.Any(k => $"{folder}{Path.DirectorySeparatorChar}".StartsWith(k, StringComparison.Ordinal)))
        {
            try
            {
                Directory.Delete(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return; // not empty, or being removed by another process
            }

            folder = Path.GetDirectoryName(folder)!;
        }
    }
}
