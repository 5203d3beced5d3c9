namespace StyleFunctions.Pipeline.Artifacts;

/// <summary>Files that are being written, and have no name as artifacts yet.</summary>
/// <param name="folder">Where they lie: in the file system of those they become.</param>
internal sealed class TemporaryFiles(string folder)
{
    private const int BufferBytes = 1 << 17;

    // Longer than any write: what is older was left by a process that died.
    private static readonly TimeSpan WriteTime = TimeSpan.FromDays(1);

    /// <summary>Writes a file and brings it to the disk.</summary>
    /// <param name="content">Read to its end.</param>
    /// <param name="cancellation">Gives up, and leaves nothing.</param>
    /// <returns>The file's path.</returns>
    /// <exception cref="IOException">The disk is full, or fails.</exception>
    public async Task<string> WriteAsync(Stream content, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        try
        {
            await using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.None,
                BufferSize = 0,
                Options = FileOptions.Asynchronous,
            });
            await content.CopyToAsync(file, BufferBytes, cancellation);
            file.Flush(flushToDisk: true);
            return path;
        }
        catch (Exception e)
        {
            File.Delete(path);
            if (e is IOException { HResult: var error } && IsFull(error))
            {
                throw new IOException($"The disk that '{folder}' is on is full: make room, and try again.", e);
            }

            throw;
        }
    }

    // ENOSPC, EDQUOT of Linux and of macOS; ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL.
    private static bool IsFull(int error) =>
        error is 28 or 122 or 69 or unchecked((int)0x80070027) or unchecked((int)0x80070070);

    /// <summary>Removes what processes left that died while they wrote.</summary>
    public void RemoveAbandoned()
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var file in new DirectoryInfo(folder).EnumerateFiles()
            .Where(f => DateTime.UtcNow - f.LastWriteTimeUtc > WriteTime))
        {
            try
            {
                file.Delete();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A store that may only be read is still a store.
            }
        }
    }
}
