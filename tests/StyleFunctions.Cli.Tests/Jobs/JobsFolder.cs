namespace StyleFunctions.Cli.Tests.Jobs;

/// <summary>A folder with two pictures, a store, and command lines that paint in it.</summary>
internal sealed class JobsFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public JobsFolder()
    {
        _folder.Picture("content.png");
        _folder.Picture("style.png", seed: 2);
    }

    /// <summary>The folder itself.</summary>
    public TemporaryFolder Files => _folder;

    /// <summary>The store's folder.</summary>
    public string Store => _folder["store"];

    /// <summary>What is painted.</summary>
    public string Output => _folder["out/out.png"];

    /// <summary>The only job's folder.</summary>
    public string OnlyJob => Assert.Single(Directory.GetDirectories(Path.Combine(Store, "jobs")));

    /// <summary>The beginning of the only job's id.</summary>
    public string OnlyId => Path.GetFileName(OnlyJob)[..8];

    public void Dispose() => _folder.Dispose();

    /// <summary>A command line that paints 48 x 36 pixels.</summary>
    public string[] Paint(params string[] more) =>
    [
        "run", _folder["content.png"], _folder["style.png"], "-o", Output, "--size", "48", "--min-size", "48",
        .. Unless(more, "--weights", "--network", "embedded"), .. Unless(more, "--iterations", "--iterations", "3"),
        .. more, "--store", Store,
    ];

    /// <summary>The file that a command line paints when nothing interrupts it.</summary>
    public byte[] Whole(params string[] more)
    {
        var arguments = Paint(more);
        arguments[4] = _folder["whole.png"];
        arguments[^1] = _folder["whole"];
        Assert.Equal(0, ProgramRun.Of(arguments).ExitCode);
        return File.ReadAllBytes(_folder["whole.png"]);
    }

    /// <summary>Runs a command on the store.</summary>
    public ProgramRun Run(params string[] args) => ProgramRun.Of([.. args, "--store", Store]);

    private static string[] Unless(string[] given, string name, params string[] otherwise) =>
        given.Contains(name) ? [] : otherwise;
}
