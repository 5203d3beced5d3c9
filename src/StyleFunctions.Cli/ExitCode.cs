namespace StyleFunctions.Cli;

/// <summary>What the program tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>All is done.</summary>
    public const int Done = 0;

    /// <summary>A fault in the program itself.</summary>
    public const int Fault = 1;

    /// <summary>Something given to it is wrong: an option, a file, a value.</summary>
    public const int BadInput = 2;

    /// <summary>Stopped by Ctrl-C or SIGTERM, as shells number it.</summary>
    public const int Stopped = 130;
}
