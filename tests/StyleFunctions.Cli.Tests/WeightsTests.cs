using System.Security.Cryptography;
using StyleFunctions.Transfer.Networks.WeightFiles.Downloads;

namespace StyleFunctions.Cli.Tests;

/// <summary>`weights`, and the weights `run` finds; in processes and a cache folder of their own.</summary>
public sealed class WeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ProgramProcess _program;

    public WeightsTests() =>
        _program = new ProgramProcess(new Dictionary<string, string> { [WeightCache.Variable] = _folder["cache"] });

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Fetch_puts_a_file_into_the_cache_where_list_shows_it()
    {
        var (source, hash) = SomeWeights();

        var fetch = await _program.Run("weights", "fetch", "vgg19", "--url", source, "--sha256", hash);
        var path = await _program.Run("weights", "path");
        var list = await _program.Run("weights", "list");

        var cached = fetch.Output.TrimEnd();
        Assert.Equal(0, fetch.ExitCode);
        Assert.Contains("1 MB of 1 MB", fetch.Error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(source), File.ReadAllBytes(cached));
        Assert.Equal(Path.GetDirectoryName(cached), path.Output.TrimEnd());
        Assert.Contains($"1 MB  {cached}", list.Output, StringComparison.Ordinal);
        Assert.Contains("not here  stylefunctions weights fetch vgg16", list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_refuses_other_bytes_than_those_expected()
    {
        var (source, _) = SomeWeights();

        var fetch = await _program.Run("weights", "fetch", "vgg19", "--url", source, "--sha256", new string('0', 64));

        Assert.Equal(2, fetch.ExitCode);
        Assert.Empty(fetch.Output);
        Assert.StartsWith("error: ", fetch.Error.TrimEnd().Split(Environment.NewLine)[^1], StringComparison.Ordinal);
        Assert.Contains("SHA-256", fetch.Error, StringComparison.Ordinal);
        Assert.Equal("cache cache/weights some.pth", string.Join(' ', _folder.Content));
    }

    [Theory]
    [InlineData("weights fetch", "'weights fetch' needs a network: vgg19 or vgg16.")]
    [InlineData("weights fetch vgg91", "did you mean 'vgg19'?")]
    [InlineData("weights fetch embedded", "There is no network to fetch 'embedded' among vgg19 and vgg16.")]
    [InlineData("weights fetch vgg19 --sha256 12", "'12' is no SHA-256; it has 64 hexadecimal digits.")]
    [InlineData("weights fetch vgg19 --url ftp://x", "'ftp://x' is no address to fetch from")]
    [InlineData("weights fetch vgg19 vgg16", "'vgg16' is one word too many for 'fetch'.")]
    [InlineData("weights fecth vgg19", "There is no command 'fecth' among fetch, list and path; did you mean 'fetch'?")]
    [InlineData("weights fetch vgg19 --ulr x", "There is no option '--ulr'; did you mean '--url'?")]
    public void A_wrong_command_line_is_refused(string commandLine, string sentence)
        => Assert.Contains(sentence, ProgramRun.Of(commandLine.Split(' ')).Refusal, StringComparison.Ordinal);

    [Fact]
    public void Without_a_subcommand_there_is_help()
    {
        var run = ProgramRun.Of("weights");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("fetch vgg19|vgg16", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_without_weights_says_that_it_uses_the_embedded_network_and_how_to_get_another()
    {
        var run = await _program.Run(Paint());

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith(
            "Network: embedded ('stylefunctions weights fetch vgg19' gets VGG-19)",
            run.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_uses_the_weights_in_the_cache()
    {
        var (source, hash) = SomeWeights();
        await _program.Run("weights", "fetch", "vgg19", "--url", source, "--sha256", hash);

        var run = await _program.Run(Paint());

        // They are no weights, which only one who reads them can say.
        Assert.Contains($"vgg19-{hash[..8]}.pth", run.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_refuses_a_network_without_weights_and_says_how_to_get_them()
    {
        var run = await _program.Run(Paint("--network", "vgg16"));

        Assert.Equal(
            "The weights of vgg16 are not in the cache; run 'stylefunctions weights fetch vgg16' "
            + "or give a file with --weights.",
            run.Refusal);
    }

    [Fact]
    public void Run_refuses_a_file_that_holds_no_weights()
    {
        var refusal = ProgramRun.Of(Paint("--weights", _folder.Text("wrong.pth", "no weights"))).Refusal;

        Assert.Contains("wrong.pth", refusal, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["out.png"]));
    }

    [Fact]
    public void Run_refuses_weights_that_are_not_there()
        => Assert.Equal(
            $"There is no file '{_folder["no.pth"]}'.", ProgramRun.Of(Paint("--weights", _folder["no.pth"])).Refusal);

    [Fact]
    public void Run_refuses_weights_for_the_embedded_network()
        => Assert.Contains(
            "has its own weights",
            ProgramRun.Of(Paint("--weights", _folder["no.pth"], "--network", "embedded")).Refusal,
            StringComparison.Ordinal);

    private (string Path, string Hash) SomeWeights()
    {
        var bytes = new byte[1_000_000];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(_folder["some.pth"], bytes);
        return (_folder["some.pth"], Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private string[] Paint(params string[] more) =>
    [
        "run", _folder.Picture("content.png"), _folder.Picture("style.png", seed: 2), "-o", _folder["out.png"],
        "--size", "48", "--min-size", "48", "--iterations", "2", "--store", _folder["store"], .. more,
    ];
}
