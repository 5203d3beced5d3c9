using System.Globalization;

namespace StyleFunctions.Pipeline.Artifacts;

/// <summary>
/// A file's version: the time it carries, and its length. Clocks stand still or go back, and some file systems count in
/// seconds; a replacement's time is later than that of what it replaces all the same.
/// </summary>
internal static class FileVersion
{
    /// <summary>A file's version.</summary>
    /// <param name="file">The file, which exists.</param>
    public static string Of(FileInfo file) => Of(file.LastWriteTimeUtc, file.Length);

    /// <summary>An open file's version.</summary>
    /// <param name="file">The file.</param>
    public static string Of(FileStream file) => Of(File.GetLastWriteTimeUtc(file.SafeFileHandle), file.Length);

    /// <summary>Gives a file the present time, or a later one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="laterThan">The time that its own must come after.</param>
    /// <returns>Its version.</returns>
    public static string Stamp(string path, DateTime laterThan = default)
    {
        var now = DateTime.UtcNow;
        File.SetLastWriteTimeUtc(path, now > laterThan ? now : laterThan.AddTicks(1));
        if (File.GetLastWriteTimeUtc(path) <= laterThan)
        {
            File.SetLastWriteTimeUtc(path, laterThan.AddSeconds(2)); // the coarsest any file system counts
        }

        return Of(new FileInfo(path));
    }

    private static string Of(DateTime written, long length) =>
        string.Create(CultureInfo.InvariantCulture, $"{written.Ticks:x}-{length:x}");
}
