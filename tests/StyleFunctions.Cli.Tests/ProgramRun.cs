namespace StyleFunctions.Cli.Tests;

/// <summary>What the program did, run inside the test's own process.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs it.</summary>
    public static ProgramRun Of(IReadOnlyList<string> args, CancellationToken stop = default)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = CommandLine.Invoke(args, output, error, stop);
        return new ProgramRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs it.</summary>
    public static ProgramRun Of(params string[] args) => Of((IReadOnlyList<string>)args);

    /// <summary>Runs it, and asks it to stop when a line with a word has appeared on stderr.</summary>
    public static ProgramRun StoppedAt(string word, params string[] args)
    {
        using var stop = new CancellationTokenSource();
        using var output = new StringWriter();
        using var error = new LineListener(line =>
        {
            if (line.Contains(word, StringComparison.Ordinal))
            {
                stop.Cancel();
            }
        });
        var code = CommandLine.Invoke(args, output, error, stop.Token);
        return new ProgramRun(code, output.ToString(), error.ToString());
    }

    /// <summary>The one sentence a refusal consists of.</summary>
    public string Refusal
    {
        get
        {
            Assert.Equal(Cli.ExitCode.BadInput, ExitCode);
            Assert.Empty(Output);
            var line = Assert.Single(Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
            Assert.StartsWith("error: ", line, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", line, StringComparison.Ordinal);
            return line["error: ".Length..];
        }
    }

    private sealed class LineListener(Action<string> onLine) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            onLine(value ?? "");
        }
    }
}
