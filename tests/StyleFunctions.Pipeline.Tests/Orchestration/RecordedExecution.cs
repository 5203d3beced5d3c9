namespace StyleFunctions.Pipeline.Tests.Orchestration;

/// <summary>An execution and its history.</summary>
internal sealed class RecordedExecution
{
    private readonly string _instance;
    private readonly Execution.Orchestration _orchestration;
    private readonly string _input;
    private readonly List<HistoryEvent> _history = [];
    private readonly List<string> _stories = [];

    public RecordedExecution(string instance, Execution.Orchestration orchestration, string input)
    {
        (_instance, _orchestration, _input) = (instance, orchestration, input);
        Live = new Execution(instance, orchestration, input);
        _stories.Add(Live.Story);
    }

    /// <summary>The one that is not run again.</summary>
    public Execution Live { get; }

    /// <summary>What it was told, in order.</summary>
    public IReadOnlyList<HistoryEvent> History => _history;

    /// <summary>Goes on, and writes down how.</summary>
    public void Deliver(HistoryEvent entry)
    {
        _history.Add(entry);
        Live.Deliver(entry);
        _stories.Add(Live.Story);
    }

    /// <summary>Runs it again from the history cut at every event, and compares all that it does.</summary>
    /// <returns>The first difference; null if there is none.</returns>
    public string? FirstDifference()
    {
        for (var cut = 0; cut <= _history.Count; cut++)
        {
            var again = new Execution(_instance, _orchestration, _input);
            foreach (var (told, entry) in _history.Take(cut).Index())
            {
                if (again.Story != _stories[told])
                {
                    return Difference(cut, told, again);
                }

                again.Deliver(entry);
            }

            if (again.Story != _stories[cut])
            {
                return Difference(cut, cut, again);
            }
        }

        return Live.IsLost ? Live.Story : null;
    }

    private string Difference(int cut, int told, Execution again) =>
        $"From the history cut at {cut}, after {told} events, it did\n{again.Story}\ninstead of\n{_stories[told]}";
}
