using System.Text.RegularExpressions;

namespace StyleFunctions.Http.Jobs;

/// <summary>Which of a job's artifacts may be fetched.</summary>
internal static partial class JobFiles
{
    private static readonly (Regex Name, string Type, bool IsFixed)[] Kinds =
    [
        (Inputs(), "image/png", true),
        (Frames(), "image/png", true),
        (Results(), "image/png", false),
        (Manifests(), "application/json", false),
        (Losses(), "text/csv; charset=utf-8", false),
        (Sheets(), "image/png", false),
    ];

    /// <summary>The content type of a file, and whether it never changes; null if it may not be fetched.</summary>
    /// <param name="path">The artifact's name below the job's folder.</param>
    public static (string Type, bool IsFixed)? Kind(string path)
    {
        var kind = Array.Find(Kinds, k => k.Name.IsMatch(path));
        return kind.Name is null ? null : (kind.Type, kind.IsFixed);
    }

    [GeneratedRegex(@"\Ainputs/[0-9a-f]{64}\.png\z")]
    private static partial Regex Inputs();

    [GeneratedRegex(@"\Av[0-9]+/frames/[A-Za-z0-9-]+\.png\z")]
    private static partial Regex Frames();

    [GeneratedRegex(@"\Av[0-9]+/result\.png\z")]
    private static partial Regex Results();

    [GeneratedRegex(@"\A(v[0-9]+/result|manifest)\.json\z")]
    private static partial Regex Manifests();

    [GeneratedRegex(@"\Av[0-9]+/losses\.csv\z")]
    private static partial Regex Losses();

    [GeneratedRegex(@"\Acontact-sheet\.png\z")]
    private static partial Regex Sheets();
}
