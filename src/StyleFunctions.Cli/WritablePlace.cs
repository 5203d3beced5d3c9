using StyleFunctions.Imaging;

namespace StyleFunctions.Cli;

/// <summary>Finds out, before the work starts, whether its results can be written; nothing is left behind.</summary>
internal static class WritablePlace
{
    // The longest ending a file has while it is being written.
    private const string TemporaryEnding = ".00000000.tmp";

    /// <summary>Checks the name of a picture to be written.</summary>
    /// <param name="path">The file. Its folder need not exist yet.</param>
    /// <param name="inputs">Files it must not be.</param>
    /// <exception cref="UsageException">A picture cannot be written there.</exception>
    public static void CheckPicture(string path, IEnumerable<string> inputs)
    {
        if (Directory.Exists(path) || Path.GetFileName(path).Length == 0)
        {
            throw new UsageException($"'{path}' is a folder; give the name of the picture to write.");
        }

        if (!PictureFile.CanWrite(path))
        {
            throw new UsageException($"'{path}' is of no kind that can be written; end it in .png, .jpg or .jpeg.");
        }

        var full = Path.GetFullPath(path);
        if (inputs.Any(input => Path.GetFullPath(input) == full))
        {
            throw new UsageException($"'{path}' is also one of the pictures to read; write to another file.");
        }

        if (File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly))
        {
            throw new UsageException($"'{path}' is write-protected.");
        }

        Probe(path, Path.GetDirectoryName(full)!, Path.GetFileName(path) + TemporaryEnding);
    }

    /// <summary>Checks the name of a folder for several results.</summary>
    /// <param name="folder">The folder. It need not exist yet.</param>
    /// <exception cref="UsageException">It is the name of a picture, or nothing can be written there.</exception>
    public static void CheckPictureFolder(string folder)
    {
        if (PictureFile.CanWrite(folder) && !Directory.Exists(folder))
        {
            throw new UsageException(
                $"'{folder}' is the name of one picture, and this makes several; give a folder, such as 'out/'.");
        }

        CheckFolder(folder);
    }

    /// <summary>Checks a folder that pictures are to be written to.</summary>
    /// <param name="folder">The folder. It need not exist yet.</param>
    /// <exception cref="UsageException">Nothing can be written there.</exception>
    public static void CheckFolder(string folder)
    {
        if (folder.Length == 0)
        {
            throw new UsageException("The folder's name is empty.");
        }

        Probe(folder, Path.GetFullPath(folder), TemporaryEnding);
    }

    // Creates and deletes a file in the folder, or in the nearest one above it where the folder is yet to be created.
    private static void Probe(string named, string folder, string fileName)
    {
        var existing = folder;
        while (!Directory.Exists(existing))
        {
            if (File.Exists(existing))
            {
                throw new UsageException($"'{named}' cannot be written: '{existing}' is a file, not a folder.");
            }

            existing = Path.GetDirectoryName(existing) ?? throw new UsageException($"There is no folder '{folder}'.");
        }

        try
        {
            using var probe = new FileStream(
                Path.Combine(existing, fileName),
                FileMode.Create,
                FileAccess.Write,
                FileShare.None,
                bufferSize: 1,
                FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{named}' cannot be written: no file can be created in '{existing}'.");
        }
    }
}
