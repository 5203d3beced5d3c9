using StyleFunctions.Pipeline.Orchestration;

namespace StyleFunctions.Pipeline.Tests.Orchestration;

/// <summary>
/// Carries orchestrations out as Durable Functions does, in whatever order their calls come to an end, and keeps all
/// histories.
/// </summary>
/// <param name="orchestrations">Orchestrations by name.</param>
/// <param name="answer">Carries an activity out, or an event's wait.</param>
/// <param name="choose">Which of so many calls under way ends next.</param>
internal sealed class DurableHub(
    IReadOnlyDictionary<string, Execution.Orchestration> orchestrations,
    Func<ScheduledCall, HistoryEvent> answer,
    Func<int, int> choose)
{
    private readonly List<RecordedExecution> _executions = [];
    private readonly List<Action> _underWay = [];

    /// <summary>The project's orchestrations.</summary>
    public static IReadOnlyDictionary<string, Execution.Orchestration> Orchestrations { get; } =
        new Dictionary<string, Execution.Orchestration>
        {
            [JobOrchestration.Name] = async (context, input) =>
                Execution.Write(await JobOrchestration.RunAsync(context, Execution.Read<JobRun>(input))),
            [VariantOrchestration.Name] = async (context, input) =>
                Execution.Write(await VariantOrchestration.RunAsync(context, Execution.Read<VariantRun>(input))),
        };

    /// <summary>All executions, also those that were started anew.</summary>
    public IReadOnlyList<RecordedExecution> Executions => _executions;

    /// <summary>Runs an orchestration to its end.</summary>
    /// <returns>Its result; null if it came to none.</returns>
    public string? Run(string name, string input)
    {
        string? result = null;
        Begin("0", name, input, ended => result = ended);
        while (_underWay.Count > 0)
        {
            var chosen = choose(_underWay.Count);
            var ending = _underWay[chosen];
            _underWay.RemoveAt(chosen);
            ending();
        }

        return result;
    }

    /// <summary>Runs everything again from every cut; null if nothing was different.</summary>
    public string? FirstDifference() =>
        _executions.Select(e => e.FirstDifference()).FirstOrDefault(difference => difference is not null);

    private void Begin(string instance, string name, string input, Action<string> whenEnded)
    {
        var execution = new RecordedExecution(instance, orchestrations[name], input);
        _executions.Add(execution);
        GoOn(0);

        void GoOn(int known)
        {
            for (var call = known; call < execution.Live.Calls.Count; call++)
            {
                Schedule(call);
            }

            if (execution.Live.Next is { } next)
            {
                Begin(instance, name, next, whenEnded);
            }
            else if (execution.Live.Result is { } result)
            {
                whenEnded(result);
            }
        }

        void Schedule(int call)
        {
            var scheduled = execution.Live.Calls[call];
            if (orchestrations.ContainsKey(scheduled.Name))
            {
                Begin($"{instance}-{call}", scheduled.Name, scheduled.Input, result =>
                    _underWay.Add(() => Deliver(new HistoryEvent(call, result))));
            }
            else
            {
                _underWay.Add(() => Deliver(answer(scheduled) with { Call = call }));
            }
        }

        void Deliver(HistoryEvent entry)
        {
            if (execution.Live.Result is null && execution.Live.Next is null) // nobody waits for it any more
            {
                var known = execution.Live.Calls.Count;
                execution.Deliver(entry);
                GoOn(known);
            }
        }
    }
}
