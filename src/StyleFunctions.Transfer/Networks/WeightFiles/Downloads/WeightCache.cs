namespace StyleFunctions.Transfer.Networks.WeightFiles.Downloads;

/// <summary>The user's folder of downloaded weights.</summary>
public static class WeightCache
{
    /// <summary>
    /// The environment variable that names another cache folder; weights lie in its subfolder "weights".
    /// </summary>
    public const string Variable = "STYLEFUNCTIONS_CACHE";

    private const int ShortHash = 8;

    /// <summary>
    /// The folder: weights in the folder that STYLEFUNCTIONS_CACHE names, else stylefunctions/weights in the user's
    /// cache ($XDG_CACHE_HOME or ~/.cache, on macOS ~/Library/Caches, on Windows %LOCALAPPDATA%). It may not exist yet.
    /// </summary>
    public static string Folder => FolderFor(
        Environment.GetEnvironmentVariable(Variable),
        OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : UnixCache(
                OperatingSystem.IsMacOS(),
                Environment.GetEnvironmentVariable("XDG_CACHE_HOME"),
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)));

    /// <summary>
    /// Where a network's downloaded weights are: the known file, else one fetched from elsewhere. Names and sizes
    /// are looked at; hashes were checked by the download.
    /// </summary>
    /// <returns>The file's path, or null if there is none.</returns>
    public static string? Find(NetworkArchitecture architecture) => Find(architecture, Folder);

    /// <summary>Where a network's downloaded weights are, in a folder of one's own.</summary>
    /// <inheritdoc cref="Find(NetworkArchitecture)"/>
    public static string? Find(NetworkArchitecture architecture, string folder)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        if (!Directory.Exists(folder))
        {
            return null;
        }

        var known = WeightSource.For(architecture);
        var files = new DirectoryInfo(folder).EnumerateFiles($"{architecture.Name}-*")
            .Where(f => IsWeights(f.Name, architecture) && (f.Name != known?.FileName || f.Length == known.Length))
            .OrderByDescending(f => f.Name == known?.FileName)
            .ThenBy(f => f.Name, StringComparer.Ordinal);
        return files.FirstOrDefault()?.FullName;
    }

    internal static string FolderFor(string? named, string userCache) => string.IsNullOrEmpty(named)
        ? Path.Combine(userCache, "stylefunctions", "weights")
        : Path.Combine(Path.GetFullPath(named), "weights");

    internal static string UnixCache(bool isMac, string? xdgCacheHome, string home)
    {
        if (isMac)
        {
            return Path.Combine(home, "Library", "Caches");
        }

        // A relative path is to be ignored, says the XDG base directory specification.
        return Path.IsPathRooted(xdgCacheHome) ? xdgCacheHome : Path.Combine(home, ".cache");
    }

    /// <summary>
    /// Whether a name is {network}-{eight digits of the hash}.{extension}, so not one of a download under way.
    /// </summary>
    private static bool IsWeights(string name, NetworkArchitecture architecture)
    {
        var hash = Path.GetFileNameWithoutExtension(name)[(architecture.Name.Length + 1)..];
        return hash.Length == ShortHash && hash.All(char.IsAsciiHexDigit);
    }
}
