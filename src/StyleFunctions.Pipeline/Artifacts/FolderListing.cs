namespace StyleFunctions.Pipeline.Artifacts;

/// <summary>
/// Lists a folder's files as artifacts: by names joined with '/', in ordinal order of the whole names.
/// </summary>
internal static class FolderListing
{
    /// <summary>The files whose names begin with a prefix.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="prefix">What the names begin with.</param>
    public static IEnumerable<(string Name, FileInfo File)> Files(string root, string prefix)
    {
        foreach (var (name, item) in Level(root, prefix))
        {
            if (item is FileInfo file)
            {
                yield return (name, file);
                continue;
            }

            foreach (var below in Files(root, name))
            {
                yield return below;
            }
        }
    }

    /// <summary>The folders of one level whose names begin with a prefix; each ends in '/'.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="prefix">What the names begin with.</param>
    public static IEnumerable<string> Folders(string root, string prefix) =>
        Level(root, prefix).Where(i => i.Item is DirectoryInfo).Select(i => i.Name);

    // With '/' at its end a folder stands in the order where its files will.
    private static IEnumerable<(string Name, FileSystemInfo Item)> Level(string root, string prefix)
    {
        var above = prefix[..(prefix.LastIndexOf('/') + 1)];
        if (above.Length > 0 && ArtifactName.Problem(above[..^1]) is not null)
        {
            return [];
        }

        try
        {
            return [.. new DirectoryInfo(Path.Combine(root, above)).EnumerateFileSystemInfos()
                .Where(i => ArtifactName.Problem(above + i.Name) is null)
                .Select(i => (Name: above + i.Name + (i is DirectoryInfo ? "/" : ""), Item: i))
                .Where(i => i.Name.StartsWith(prefix, StringComparison.Ordinal))
                .OrderBy(i => i.Name, StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException)
        {
            return []; // never made, or removed meanwhile
        }
    }
}
