using System.Diagnostics;

namespace StyleFunctions.Cli.Tests;

/// <summary>Signals, on Unix.</summary>
internal static class ProcessSignals
{
    /// <summary>Sends a signal: INT, TERM.</summary>
    public static void Send(this Process program, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{program.Id}"]);
        kill.WaitForExit();
    }
}
