using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Cli;

/// <summary>The picture files of a command line, each read once, and what a job calls them.</summary>
internal sealed class RunPictures
{
    private readonly Dictionary<string, string> _names = [];
    private readonly Dictionary<string, CanonicalPicture> _pictures = [];

    private RunPictures(IEnumerable<string> files)
    {
        foreach (var file in files.Where(f => !_names.ContainsKey(Path.GetFullPath(f))))
        {
            var picture = CanonicalPicture.Of(InputFile.ReadPicture(file));
            var name = NewName(file);
            _names.Add(Path.GetFullPath(file), name);
            _pictures.Add(name, picture);
        }
    }

    /// <summary>The pictures by what a job calls them.</summary>
    public IReadOnlyDictionary<string, CanonicalPicture> ByName => _pictures;

    /// <summary>Reads every picture that a command line names.</summary>
    /// <param name="request">The command line.</param>
    /// <exception cref="UsageException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="Imaging.PictureFormatException">It is not a picture.</exception>
    public static RunPictures Read(RunRequest request)
    {
        var starts = Inits(request).Where(i => !Starts.Names.Contains(i)).Select(Start);
        return new RunPictures([request.Content, .. request.Styles, .. starts]);
    }

    /// <summary>The pictures and starts that the setting init names.</summary>
    /// <param name="request">The command line.</param>
    public static IReadOnlyList<string> Inits(RunRequest request) =>
        request.Settings.TryGetValue(Starts.Setting, out var values) ? values.Values : [];

    /// <summary>What a job calls a file.</summary>
    /// <param name="file">The file, or a start's name.</param>
    public string NameOf(string file) =>
        Starts.Names.Contains(file) ? file : _names[Path.GetFullPath(file)];

    /// <summary>What a variant reads.</summary>
    /// <param name="variant">The variant.</param>
    public TransferInputs InputsOf(Variant variant)
    {
        var byHash = _pictures.Values.DistinctBy(p => p.Hash).ToDictionary(p => p.Hash, p => p.Picture);
        return new TransferInputs(
            byHash[variant.Content],
            [.. variant.Styles.Select(s => byHash[s])],
            variant.Start is null ? null : byHash[variant.Start]);
    }

    private static string Start(string file) => File.Exists(file)
        ? file
        : throw new UsageException(
            $"--init is no file and none of {string.Join(", ", Starts.Names)}: '{file}'"
            + DidYouMean.Suggest(file, Starts.Names));

    // The shortest that no other picture has; the start noise is not noise.png.
    private string NewName(string file) =>
        new[] { Path.GetFileNameWithoutExtension(file), Path.GetFileName(file), file, Path.GetFullPath(file) }
            .First(name => !_pictures.ContainsKey(name) && !Starts.Names.Contains(name) && name.Length > 0);
}
