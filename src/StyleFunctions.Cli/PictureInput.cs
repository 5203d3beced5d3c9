using StyleFunctions.Imaging;

namespace StyleFunctions.Cli;

/// <summary>Reads a picture someone named.</summary>
internal static class PictureInput
{
    /// <summary>Reads a picture.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UsageException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="PictureFormatException">It is not a picture.</exception>
    public static Picture Read(string path)
    {
        if (Directory.Exists(path))
        {
            throw new UsageException($"'{path}' is a folder, not a picture.");
        }

        if (!File.Exists(path))
        {
            throw new UsageException($"There is no file '{path}'.");
        }

        try
        {
            return PictureFile.Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{path}' cannot be read: {e.Message}");
        }
    }
}
