using System.Text.Json;
using StyleFunctions.Pipeline.Orchestration;

namespace StyleFunctions.Pipeline.Tests.Orchestration;

/// <summary>
/// An orchestration run from its history as Durable Functions runs it: what the history does not hold yet it waits for,
/// and then nothing more of it runs.
/// </summary>
internal sealed class Execution : IOrchestrationContext
{
    private readonly OrchestrationThread _thread = new();
    private readonly List<ScheduledCall> _calls = [];
    private readonly List<TaskCompletionSource<string>> _results = [];
    private readonly List<string> _reports = [];
    private readonly string _instance;
    private int _names;
    private string? _next;
    private Task<string>? _run;

    /// <summary>Runs the beginning of it.</summary>
    /// <param name="instance">Its name.</param>
    /// <param name="orchestration">The orchestration.</param>
    /// <param name="input">Its input as JSON.</param>
    public Execution(string instance, Orchestration orchestration, string input)
    {
        _instance = instance;
        _thread.Run(() => _run = orchestration(this, input));
    }

    /// <summary>An orchestration, from its input to its result as JSON.</summary>
    public delegate Task<string> Orchestration(IOrchestrationContext context, string input);

    /// <summary>What it asked for.</summary>
    public IReadOnlyList<ScheduledCall> Calls => _calls;

    /// <summary>What it reported.</summary>
    public IReadOnlyList<string> Reports => _reports;

    /// <summary>The input it is to be started anew with; null if it is not.</summary>
    public string? Next => _run!.IsCompleted ? _next : null;

    /// <summary>Its result; null if it has none yet.</summary>
    public string? Result => _run!.IsCompletedSuccessfully && _next is null ? _run.Result : null;

    /// <summary>Whether it ran, or waits, for what it has not from here.</summary>
    public bool IsLost =>
        _thread.WasLeft || (!_run!.IsCompleted && _results.TrueForAll(r => r.Task.IsCompleted));

    /// <summary>Everything it did.</summary>
    public string Story => string.Join('\n', [
        .. _calls.Select(c => $"{c.Name} {c.Input}"),
        .. _reports,
        IsLost ? "It is lost: it left its thread, or waits for what it did not ask for."
            : _run!.IsFaulted ? $"It failed: {_run.Exception.InnerException!.Message}"
            : Next is not null ? $"It is to be started anew: {Next}"
            : Result is not null ? $"It ended: {Result}"
            : "It waits.",
    ]);

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, typeof(T), PipelineJson.Default);

    public static T Read<T>(string json) => (T)JsonSerializer.Deserialize(json, typeof(T), PipelineJson.Default)!;

    /// <summary>Goes on with what came of a call.</summary>
    public void Deliver(HistoryEvent entry) => _thread.Run(() =>
    {
        if (entry.Failure is null)
        {
            _results[entry.Call].SetResult(entry.Result);
        }
        else
        {
            _results[entry.Call].SetException(new ActivityFailedException(entry.Failure));
        }
    });

    public async Task<TResult> CallAsync<TInput, TResult>(JobActivity<TInput, TResult> activity, TInput input) =>
        Read<TResult>(await Schedule(activity.Name, Write(input)));

    public async Task<VariantEnd> StartVariantAsync(VariantRun run) =>
        Read<VariantEnd>(await Schedule(VariantOrchestration.Name, Write(run)));

    public Task WaitAsync(string name, TimeSpan atMost) => Schedule(name, $"{atMost}");

    public string NewName()
    {
        _thread.Check();
        return $"{_instance}-{++_names:00000000000000000000}";
    }

    public void Report(OrchestrationProgress progress)
    {
        _thread.Check();
        _reports.Add(Write(progress));
    }

    public void ContinueAsNew<TInput>(TInput input)
    {
        _thread.Check();
        _next = Write(input);
    }

    private Task<string> Schedule(string name, string input)
    {
        _thread.Check();
        _calls.Add(new ScheduledCall(name, input));
        _results.Add(new TaskCompletionSource<string>());
        return _results[^1].Task;
    }
}
