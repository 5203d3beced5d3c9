using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Cli.Jobs;

/// <summary>The folder in which the command line keeps jobs.</summary>
internal sealed class JobFolder
{
    private readonly bool _isStandard;

    private JobFolder(string path, bool isStandard)
    {
        _isStandard = isStandard;
        Path = System.IO.Path.GetFullPath(path);
        Artifacts = new FolderArtifactStore(Path, JobLayout.Inbox);
        Jobs = new JobStore(Artifacts);
    }

    /// <summary>
    /// The folder where none is named: stylefunctions in the user's data ($XDG_DATA_HOME or ~/.local/share, on macOS
    /// ~/Library/Application Support, on Windows %LOCALAPPDATA%).
    /// </summary>
    public static string Standard => System.IO.Path.Combine(
        OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : UnixData(
                OperatingSystem.IsMacOS(),
                Environment.GetEnvironmentVariable("XDG_DATA_HOME"),
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)),
        CommandLine.ProgramName);

    /// <summary>Its whole path.</summary>
    public string Path { get; }

    /// <summary>The store in it.</summary>
    public FolderArtifactStore Artifacts { get; }

    /// <summary>The jobs in it.</summary>
    public JobStore Jobs { get; }

    /// <summary>The folder of a name, which need not exist yet.</summary>
    /// <param name="path">Its name; null for the standard one.</param>
    /// <exception cref="UsageException">It is no folder.</exception>
    public static JobFolder At(string? path)
    {
        if (path?.Length == 0)
        {
            throw new UsageException("The store's name is empty.");
        }

        var folder = new JobFolder(path ?? Standard, isStandard: path is null);
        return File.Exists(folder.Path)
            ? throw new UsageException($"'{folder.Path}' is a file; a store is a folder.")
            : folder;
    }

    /// <summary>The folder of a name, which must exist, unless it is the standard one.</summary>
    /// <param name="path">Its name; null for the standard one.</param>
    /// <exception cref="UsageException">It does not exist, or is no folder.</exception>
    public static JobFolder Existing(string? path)
    {
        var folder = At(path);
        return path is null || Directory.Exists(folder.Path)
            ? folder
            : throw new UsageException($"There is no store '{folder.Path}'.");
    }

    /// <summary>A command on this store, as a person would type it.</summary>
    /// <param name="command">The command and its arguments.</param>
    public string Command(string command) =>
        $"{CommandLine.ProgramName} {command}{(_isStandard ? "" : $" --store {Quoted(Path)}")}";

    /// <summary>The user's data folder on Unix.</summary>
    /// <param name="isMac">Whether it is a Mac.</param>
    /// <param name="xdgDataHome">What XDG_DATA_HOME says.</param>
    /// <param name="home">The user's folder.</param>
    internal static string UnixData(bool isMac, string? xdgDataHome, string home)
    {
        if (isMac)
        {
            return System.IO.Path.Combine(home, "Library", "Application Support");
        }

        // A relative path is to be ignored, says the XDG base directory specification.
        return System.IO.Path.IsPathRooted(xdgDataHome) ? xdgDataHome : System.IO.Path.Combine(home, ".local", "share");
    }

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
}
