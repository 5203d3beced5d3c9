using Spectre.Console;

namespace StyleFunctions.Cli;

/// <summary>What a person is told beside progress: nothing, when quiet.</summary>
/// <param name="terminal">Where to say it.</param>
/// <param name="quiet">Whether to say nothing.</param>
internal sealed class Notices(Terminal terminal, bool quiet)
{
    /// <summary>Whether nothing is said.</summary>
    public bool AreQuiet => quiet;

    /// <summary>A line for a person, above the progress bar if there is one.</summary>
    /// <param name="line">The line.</param>
    public void Say(string line)
    {
        if (quiet)
        {
            return;
        }

        if (terminal.ShowsBars)
        {
            terminal.ErrorConsole.WriteLine(line);
        }
        else
        {
            terminal.Error.WriteLine(line);
        }
    }

    /// <summary>Names a file that was written, on stdout.</summary>
    /// <param name="path">The file.</param>
    public void Wrote(string path)
    {
        if (!quiet)
        {
            terminal.Output.WriteLine(path);
        }
    }
}
