using StyleFunctions.Imaging;

namespace StyleFunctions.Cli;

/// <summary>Reads a file someone named.</summary>
internal static class InputFile
{
    /// <summary>Reads a picture.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UsageException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="PictureFormatException">It is not a picture.</exception>
    public static Picture ReadPicture(string path) => Read(path, () => PictureFile.Read(path));

    /// <summary>Reads a file of any kind.</summary>
    /// <typeparam name="T">What it holds.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="UsageException">There is no such file, or it cannot be read.</exception>
    public static T Read<T>(string path, Func<T> read)
    {
        if (Directory.Exists(path))
        {
            throw new UsageException($"'{path}' is a folder, and a file is needed.");
        }

        if (!File.Exists(path))
        {
            throw new UsageException($"There is no file '{path}'.");
        }

        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{path}' cannot be read: {e.Message}");
        }
    }
}
