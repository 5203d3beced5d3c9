using StyleFunctions.Imaging;

namespace StyleFunctions.Cli.Tests;

/// <summary>What only a process of its own shows: exit codes, streams, signals.</summary>
public sealed class ExecutableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _stores = new();
    private readonly ProgramProcess _program = new();

    public void Dispose()
    {
        _folder.Dispose();
        _stores.Dispose();
    }

    [Fact]
    public async Task Bad_input_exits_with_2_and_one_sentence()
    {
        var run = await _program.Run(
            "run", _folder["no.png"], _folder["no.png"], "-o", _folder["out.png"], "--network", "embedded",
            "--store", _stores.FullName);

        Assert.Equal($"There is no file '{_folder["no.png"]}'.", run.Refusal);
        Assert.Empty(_folder.Content);
    }

    [Fact]
    public async Task A_picture_is_written_and_quiet_is_quiet()
    {
        var run = await _program.Run([.. Paint(iterations: 2), "--quiet"]);

        Assert.Equal(new ProgramRun(0, "", ""), run);
        Assert.Equal(48, PictureFile.Read(_folder["out.png"]).Width);
    }

    [UnixTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_stops_it_with_the_picture_so_far(string signal)
    {
        var run = await _program.RunUntil("iteration", program => program.Send(signal), Paint(iterations: 1_000_000));

        Assert.Equal(130, run.ExitCode);
        Assert.Equal(_folder["out.png"], run.Output.TrimEnd());
        Assert.Contains("the picture so far is 48 x 36", run.Error, StringComparison.Ordinal);
        Assert.Equal(48, PictureFile.Read(_folder["out.png"]).Width);
        Assert.Equal("content.png out.png style.png", string.Join(' ', _folder.Content));
    }

    private string[] Paint(int iterations) =>
    [
        "run", _folder.Picture("content.png"), _folder.Picture("style.png", seed: 2), "-o", _folder["out.png"],
        "--network", "embedded", "--size", "48", "--min-size", "48", "--iterations", $"{iterations}", "--threads", "1",
        "--store", _stores.FullName,
    ];
}
