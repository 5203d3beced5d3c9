namespace StyleFunctions.Pipeline.Artifacts;

/// <summary>
/// Names that a process has for itself as long as it lives, as files opened for it alone: a sign to others, no more.
/// Where one is given up just when another process opens it, two may have it.
/// </summary>
/// <param name="folder">Where the files lie.</param>
internal sealed class FolderClaims(string folder)
{
    /// <summary>Takes a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Disposed of, it is free; null if somebody has it.</returns>
    public IDisposable? TryTake(string name)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new FileStream(PathOf(name), new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                Options = FileOptions.DeleteOnClose,
            });
        }
        catch (IOException e) when (FolderLocks.IsHeld(e))
        {
            return null;
        }
    }

    /// <summary>Whether somebody has a name.</summary>
    /// <param name="name">The name.</param>
    public bool IsTaken(string name)
    {
        try
        {
            using var file = new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException e) when (FolderLocks.IsHeld(e))
        {
            return true;
        }
    }

    private string PathOf(string name) => Path.Combine(folder, name);
}
