using System.Diagnostics;
using System.Globalization;

namespace StyleFunctions.Bench;

/// <summary>One side of a benchmark: a process that does one step when asked and says how long it took.</summary>
internal sealed class BenchmarkProcess : IDisposable
{
    private readonly Process _process;

    private BenchmarkProcess(Process process) => _process = process;

    /// <summary>
    /// Starts a process and waits until it is ready; null if it cannot be started or ends before that.
    /// </summary>
    public static BenchmarkProcess? Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // PyTorch's own count of threads is set by its script; OpenMP's must not exceed it.
        start.Environment["OMP_NUM_THREADS"] = arguments[^1];
        try
        {
            var process = Process.Start(start)!;
            if (process.StandardOutput.ReadLine() == "ready")
            {
                return new BenchmarkProcess(process);
            }

            process.Dispose();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No such program: there is no peer to compare with.
        }

        return null;
    }

    /// <summary>Does one step.</summary>
    /// <returns>Seconds it took.</returns>
    public double Step() => double.Parse(Ask("step"), CultureInfo.InvariantCulture);

    /// <summary>Ends the process.</summary>
    /// <returns>Its peak memory, in bytes.</returns>
    public long End() => long.Parse(Ask("end"), CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _process.StandardInput.Dispose();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Ask(string question)
    {
        _process.StandardInput.WriteLine(question);
        _process.StandardInput.Flush();
        return _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException("A benchmark process ended early.");
    }
}
