using System.Diagnostics;
using System.Runtime.InteropServices;

namespace StyleFunctions.Cli.Tests;

/// <summary>The built program, run in a process of its own by the same .NET that runs the tests.</summary>
internal sealed class ProgramProcess(IReadOnlyDictionary<string, string>? environment = null)
{
    // Long enough for any machine: a program that hangs fails the test instead of hanging it.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Runs the program to its end.</summary>
    public async Task<ProgramRun> Run(params string[] args)
    {
        using var program = Start(args);
        return await End(program);
    }

    /// <summary>Runs the program, and does something to it when a line with a word has appeared on stderr.</summary>
    public async Task<ProgramRun> RunUntil(string word, Action<Process> then, params string[] args)
    {
        using var program = Start(args);
        using var patience = new CancellationTokenSource(Patience);
        while (await program.StandardError.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Contains(word, StringComparison.Ordinal))
            {
                then(program);
                break;
            }
        }

        return await End(program);
    }

    private static async Task<ProgramRun> End(Process program)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = program.StandardOutput.ReadToEndAsync(patience.Token);
            var error = program.StandardError.ReadToEndAsync(patience.Token);
            await program.WaitForExitAsync(patience.Token);
            return new ProgramRun(program.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            program.Kill();
            throw;
        }
    }

    private Process Start(string[] args)
    {
        var dotnet = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet");
        var program = Path.Combine(AppContext.BaseDirectory, "stylefunctions.dll");
        var start = new ProcessStartInfo(dotnet, [program, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
