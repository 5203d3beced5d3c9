using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace StyleFunctions.Bench;

/// <summary>A program that is run in processes of its own, held to some instructions and threads.</summary>
internal sealed class ChildProgram(string fileName, InstructionSet isa, int threads, params string[] firstArguments)
{
    /// <summary>This program in one of its other parts.</summary>
    public static ChildProgram Ours(InstructionSet isa, int threads, string part) =>
        new(Path.Combine(AppContext.BaseDirectory, "StyleFunctions.Bench"), isa, threads, part);

    /// <summary>One of the scripts in peers/.</summary>
    public static ChildProgram Peer(string python, InstructionSet isa, int threads, string script) =>
        new(python, isa, threads, Path.Combine(AppContext.BaseDirectory, "peers", script));

    /// <summary>Starts it; null if there is no such program.</summary>
    public Process? Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(fileName, [.. firstArguments, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        // PyTorch's own count of threads is set by its script; OpenMP's must not exceed it.
        start.Environment["OMP_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in isa.Environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            var process = Process.Start(start)!;
            process.BeginErrorReadLine();
            return process;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>What it printed; null if it is not there or failed.</returns>
    public string? Output(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process?.StandardOutput.ReadToEnd();
        process?.WaitForExit();
        return process is { ExitCode: 0 } ? output : null;
    }
}
