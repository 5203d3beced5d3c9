using System.Diagnostics;
using System.Runtime.InteropServices;
using StyleFunctions.Imaging;

namespace StyleFunctions.Cli.Tests;

/// <summary>What only a process of its own shows: exit codes, streams, signals.</summary>
public sealed class ExecutableTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Bad_input_exits_with_2_and_one_sentence()
    {
        using var program = Start("run", _folder["no.png"], _folder["no.png"], "-o", _folder["out.png"], "--network", "embedded");
        var output = program.StandardOutput.ReadToEndAsync();
        var error = await program.StandardError.ReadToEndAsync();
        await Exit(program);

        Assert.Equal(2, program.ExitCode);
        Assert.Empty(await output);
        Assert.Equal($"error: There is no file '{_folder["no.png"]}'.", error.TrimEnd());
        Assert.Empty(_folder.Content);
    }

    [Fact]
    public async Task A_picture_is_written_and_named_on_stdout()
    {
        using var program = Start([.. Paint(iterations: 2), "--quiet"]);
        var error = await program.StandardError.ReadToEndAsync();
        await Exit(program);

        Assert.Equal((0, ""), (program.ExitCode, error));
        Assert.Equal(48, PictureFile.Read(_folder["out.png"]).Width);
    }

    [UnixTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_stops_it_with_the_picture_so_far(string signal)
    {
        using var program = Start(Paint(iterations: 1_000_000));
        await LineWith(program.StandardError, "iteration");

        using (var kill = Process.Start("kill", [$"-{signal}", $"{program.Id}"]))
        {
            await Exit(kill);
        }

        var output = program.StandardOutput.ReadToEndAsync();
        var error = await program.StandardError.ReadToEndAsync();
        await Exit(program);

        Assert.Equal(130, program.ExitCode);
        Assert.Equal(_folder["out.png"], (await output).TrimEnd());
        Assert.Contains("the picture so far is 48 x 36", error, StringComparison.Ordinal);
        Assert.Equal(48, PictureFile.Read(_folder["out.png"]).Width);
        Assert.Equal(["content.png", "out.png", "style.png"], _folder.Content);
    }

    private string[] Paint(int iterations) =>
    [
        "run", _folder.Picture("content.png"), _folder.Picture("style.png", seed: 2), "-o", _folder["out.png"],
        "--network", "embedded", "--size", "48", "--min-size", "48", "--iterations", $"{iterations}", "--threads", "1",
    ];

    // The same .NET that runs the tests runs the program.
    private static Process Start(params string[] args)
    {
        var dotnet = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet");
        return Process.Start(
            new ProcessStartInfo(dotnet, [Path.Combine(AppContext.BaseDirectory, "stylefunctions.dll"), .. args])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
    }

    private static async Task LineWith(StreamReader reader, string word)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (await reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Contains(word, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"The program ended without a line with '{word}'.");
    }

    private static async Task Exit(Process program)
    {
        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            await program.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            program.Kill();
            throw;
        }
    }
}
