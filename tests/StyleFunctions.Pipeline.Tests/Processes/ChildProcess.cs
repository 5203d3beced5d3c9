using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace StyleFunctions.Pipeline.Tests.Processes;

/// <summary>A process in one of the roles of <see cref="Program"/>; killed when disposed of.</summary>
internal sealed class ChildProcess : IDisposable
{
    // Long enough for any machine: a process that hangs fails the test instead of hanging it.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;

    public ChildProcess(params string[] args)
        : this(typeof(Program).Assembly, args)
    {
    }

    /// <summary>A process of another program.</summary>
    public ChildProcess(Assembly program, params string[] args)
    {
        var dotnet = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet");
        _process = Process.Start(new ProcessStartInfo(dotnet, [program.Location, .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    /// <summary>Writes a line to it.</summary>
    public Task Say(string line)
    {
        _process.StandardInput.WriteLine(line);
        return _process.StandardInput.FlushAsync();
    }

    /// <summary>The next line it writes; null at its end.</summary>
    public async Task<string?> Hear()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _process.StandardOutput.ReadLineAsync(patience.Token);
    }

    /// <summary>Ends it without a chance to tidy up: SIGKILL.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await End();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> End()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
