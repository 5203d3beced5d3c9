using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Orchestration;

namespace StyleFunctions.Pipeline.Tests.Orchestration;

/// <summary>A job whose activities take no time: what they answer.</summary>
internal sealed class ScriptedJob
{
    // As long as ids are.
    public const string Id = "0123456789abcdef01234567-99999999";

    private const int ChunkLength = 50;

    private readonly Dictionary<string, int> _chunksDone = [];
    private readonly HashSet<string> _finished = [];
    private readonly Dictionary<string, string> _failures = [];

    public int Variants { get; init; } = 1;

    public int First { get; init; }

    public int Chunks { get; init; } = 2;

    public int Window { get; init; } = 2;

    public bool Notifies { get; init; } = true;

    /// <summary>Called after every chunk with how many are committed.</summary>
    public Action<ScriptedJob, int> OnChunk { get; init; } = (_, _) => { };

    /// <summary>Called before every activity; what it throws is the activity's failure.</summary>
    public Action<ScheduledCall> OnCall { get; init; } = _ => { };

    public JobControlState Control { get; set; }

    public bool IsGone { get; set; }

    /// <summary>Why the next chunk fails.</summary>
    public string? NextFailure { get; set; }

    public int Committed { get; private set; }

    public int Waits { get; private set; }

    public IReadOnlyCollection<string> Finished => _finished;

    public IReadOnlyDictionary<string, string> Failures => _failures;

    public List<JobNotice> Notices { get; } = [];

    public HistoryEvent Answer(ScheduledCall call)
    {
        try
        {
            OnCall(call);
            return new HistoryEvent(0, Carry(call));
        }
        catch (IOException e)
        {
            return new HistoryEvent(0, "", e.Message);
        }
    }

    private string Carry(ScheduledCall call) => call.Name switch
    {
        "PrepareJob" => Execution.Write(Plan()),
        "LocateVariant" => Execution.Write(Locate(Execution.Read<VariantKey>(call.Input))),
        "RunChunk" => Execution.Write(RunChunk(Execution.Read<ChunkCall>(call.Input))),
        "FinishVariant" => Execution.Write(Finish(Execution.Read<VariantKey>(call.Input))),
        "FailVariant" => Execution.Write(Fail(Execution.Read<VariantFailure>(call.Input))),
        "FailJob" => Execution.Write(Fail(Execution.Read<FinishFailure>(call.Input))),
        "FinishJob" => Execution.Write(!IsGone),
        "Notify" => Execution.Write(Tell(Execution.Read<JobNotice>(call.Input))),
        JobOrchestration.Resumed => Resume(),
        _ => throw new ArgumentException($"There is no activity {call.Name}."),
    };

    private JobPlan? Plan() => IsGone ? null : new JobPlan(
        First, Variants, Window, ChunkBudget.Default, Notifies, HasBegun: Committed > 0, Control);

    private ChunkOutcome Locate(VariantKey key) =>
        IsGone ? new ChunkOutcome()
        : _failures.TryGetValue(key.Variant, out var failure) ? new ChunkOutcome(Failure: failure)
        : new ChunkOutcome(Position(key.Variant), ChunkStop.Adopted);

    private ChunkOutcome RunChunk(ChunkCall call)
    {
        var variant = call.Chunk.Variant;
        Assert.Equal(Position(variant), new VariantPosition(call.Chunk.Scale, call.Chunk.Start));
        if (IsGone)
        {
            return new ChunkOutcome();
        }

        if (NextFailure is { } failure)
        {
            NextFailure = null;
            return new ChunkOutcome(Failure: failure);
        }

        if (Control != JobControlState.Run)
        {
            return new ChunkOutcome(
                Position(variant), Control == JobControlState.Pause ? ChunkStop.Paused : ChunkStop.Cancelled);
        }

        _chunksDone[variant] = _chunksDone.GetValueOrDefault(variant) + 1;
        OnChunk(this, ++Committed);
        return new ChunkOutcome(Position(variant), ChunkStop.Budget);
    }

    private VariantPosition? Position(string variant)
    {
        var done = _chunksDone.GetValueOrDefault(variant);
        return done == Chunks ? null : new VariantPosition(0, done * ChunkLength);
    }

    private bool Finish(VariantKey key)
    {
        Assert.Null(Position(key.Variant));
        _finished.Add(key.Variant);
        return !IsGone;
    }

    private bool Fail(VariantFailure failure)
    {
        _failures[failure.Key.Variant] = failure.Message;
        return true;
    }

    private bool Fail(FinishFailure failure)
    {
        _failures[""] = failure.Message;
        return !IsGone;
    }

    private bool Tell(JobNotice notice)
    {
        Notices.Add(notice);
        return true;
    }

    private string Resume()
    {
        Waits++;
        Control = JobControlState.Run;
        _failures.Clear();
        return "";
    }
}
