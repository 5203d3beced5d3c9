using System.Diagnostics;
using System.Globalization;

namespace StyleFunctions.Bench;

/// <summary>One side of a benchmark: a process that does a step when asked and says how long it took.</summary>
internal sealed class BenchmarkProcess : IDisposable
{
    // OpenMP's threads go on spinning for some milliseconds after their work: on the other side's cores.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(30);

    // The first finds the caches as the other side left them, and its own threads asleep: in a job it comes once.
    private const int CountedInTurn = 3;

    // By then .NET has compiled anew what it runs often.
    private const int WarmSteps = 6;

    private readonly Process _process;

    private BenchmarkProcess(Process process) => _process = process;

    /// <summary>Of each step that counts.</summary>
    public Timings Times { get; } = new();

    /// <summary>Starts a process and waits until it is ready; null if it does not start or ends before that.</summary>
    public static BenchmarkProcess? Start(ChildProgram program, params string[] arguments)
    {
        if (program.Start(arguments) is not { } process)
        {
            return null;
        }

        if (process.StandardOutput.ReadLine() == "ready")
        {
            return new BenchmarkProcess(process);
        }

        process.Dispose();
        return null;
    }

    /// <summary>Does one step that does not count: the first compiles and touches its memory.</summary>
    public void Touch() => Ask("step");

    /// <summary>Does some steps that do not count, so that those which do are as in the midst of a job.</summary>
    public void Warm()
    {
        for (var i = 0; i < WarmSteps; i++)
        {
            Ask("step");
        }
    }

    /// <summary>Does some steps one after the other, as in a job; all but the first count.</summary>
    public void Turn()
    {
        Thread.Sleep(Rest);
        Ask("step");
        for (var i = 0; i < CountedInTurn; i++)
        {
            Times.Add(Ask("step"));
        }
    }

    /// <summary>Does one step, which counts.</summary>
    public void Step()
    {
        Thread.Sleep(Rest);
        Times.Add(Ask("step"));
    }

    public double Ask(string question)
    {
        _process.StandardInput.WriteLine(question);
        _process.StandardInput.Flush();
        var answer = _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException("A benchmark process ended early.");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Dispose();
        _process.WaitForExit();
        _process.Dispose();
    }
}
