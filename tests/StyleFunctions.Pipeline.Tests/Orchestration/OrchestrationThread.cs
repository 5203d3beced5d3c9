namespace StyleFunctions.Pipeline.Tests.Orchestration;

/// <summary>
/// The one thread that an orchestration runs on, as far as it can: until it waits for what is not there yet.
/// </summary>
internal sealed class OrchestrationThread : SynchronizationContext
{
    private readonly Lock _gate = new();
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = [];
    private int _thread;

    /// <summary>Whether something of the orchestration ran elsewhere.</summary>
    public bool WasLeft { get; private set; }

    /// <summary>Runs something, and all that follows from it.</summary>
    public void Run(Action action)
    {
        var before = Current;
        _thread = Environment.CurrentManagedThreadId;
        SetSynchronizationContext(this);
        try
        {
            action();
            while (Next() is { } next)
            {
                next.Callback(next.State);
            }
        }
        finally
        {
            SetSynchronizationContext(before);
            _thread = 0;
        }
    }

    /// <summary>Refuses what is called from elsewhere.</summary>
    public void Check()
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            WasLeft = true;
            throw new InvalidOperationException("The orchestration left its thread.");
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        WasLeft |= Environment.CurrentManagedThreadId != _thread;
        lock (_gate)
        {
            _queue.Enqueue((d, state));
        }
    }

    public override SynchronizationContext CreateCopy() => this;

    private (SendOrPostCallback Callback, object? State)? Next()
    {
        lock (_gate)
        {
            return _queue.TryDequeue(out var next) ? next : null;
        }
    }
}
