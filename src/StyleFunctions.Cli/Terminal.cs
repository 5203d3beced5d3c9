using Spectre.Console;

namespace StyleFunctions.Cli;

/// <summary>Where the program writes: results to one stream, everything for a person's eyes to the other.</summary>
internal sealed class Terminal
{
    /// <summary>Wraps the two streams; what they can show is found out.</summary>
    /// <param name="output">For results and help: stdout.</param>
    /// <param name="error">For progress, notices and errors: stderr.</param>
    public Terminal(TextWriter output, TextWriter error)
    {
        Output = output;
        Error = error;
        OutputConsole = ConsoleOn(output);
        ErrorConsole = ConsoleOn(error);
    }

    /// <summary>Results and help.</summary>
    public TextWriter Output { get; }

    /// <summary>Progress, notices and errors.</summary>
    public TextWriter Error { get; }

    /// <summary>The first stream with colours, where it shows them.</summary>
    public IAnsiConsole OutputConsole { get; }

    /// <summary>The second stream with colours and moving bars, where it shows them.</summary>
    public IAnsiConsole ErrorConsole { get; }

    /// <summary>Whether <see cref="Error"/> is a screen on which a bar can be redrawn in place.</summary>
    public bool ShowsBars =>
        ErrorConsole.Profile is { Out.IsTerminal: true, Capabilities: { Ansi: true, Interactive: true } };

    private static IAnsiConsole ConsoleOn(TextWriter writer) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
}
