using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Pipeline.Local;

/// <summary>
/// Carries many jobs out in this process, one at a time and each for a turn, in the order of their coming: a long job
/// holds a short one up for a turn and no more. What waits is an id.
/// </summary>
public sealed class LocalJobHost : IJobHost, IDisposable
{
    private readonly OpenJobs _open;
    private readonly LocalRunner _runner;
    private readonly LocalJobHostOptions _options;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly LinkedList<string> _queue = new();
    private readonly HashSet<string> _queued = [];
    private readonly SemaphoreSlim _arrived = new(0);
    private Turn? _turn;

    /// <summary>A host without jobs.</summary>
    /// <param name="store">The store.</param>
    /// <param name="runner">Carries a job out.</param>
    /// <param name="options">How many may wait, and for how long.</param>
    /// <param name="clock">For turns; the system's if null.</param>
    public LocalJobHost(
        IArtifactStore store, LocalRunner runner, LocalJobHostOptions? options = null, TimeProvider? clock = null)
    {
        _open = new OpenJobs(store) { OnTrouble = (job, e) => OnTrouble(job, e) };
        _runner = runner;
        _options = options ?? new LocalJobHostOptions();
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>The job whose turn it is; null for none.</summary>
    public string? Running
    {
        get
        {
            lock (_gate)
            {
                return _turn?.Job;
            }
        }
    }

    /// <summary>How many jobs wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _queue.Count;
            }
        }
    }

    /// <summary>Whether nothing runs and nothing waits.</summary>
    internal bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return _turn is null && _queue.Count == 0;
            }
        }
    }

    /// <summary>
    /// Called when a job cannot even be told to have failed, as when the disk is full. It waits for the next sweep.
    /// </summary>
    public Action<string, Exception> OnTrouble { get; init; } = (_, _) => { };

    /// <summary>
    /// Claims a job for a turn, null if another process is at it; such a job waits for a sweep. Null where this is the
    /// only process: two at one job commit each chunk once, and paint it twice.
    /// </summary>
    public Func<string, IDisposable?>? Claim { get; init; }

    /// <inheritdoc/>
    public Task StartAsync(string job, CancellationToken cancellation = default)
    {
        Enter(job, isBounded: true);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task LeaveAsync(string job, CancellationToken cancellation = default)
    {
        Task ended;
        lock (_gate)
        {
            if (_queued.Remove(job))
            {
                _queue.Remove(job);
            }

            if (_turn?.Job != job)
            {
                return;
            }

            _turn.IsLast = true;
            _turn.IsWantedAgain = false;
            ended = _turn.Ended.Task;
        }

        await ended.WaitAsync(cancellation);
    }

    /// <summary>Takes up what the store holds that may run and nobody is at, in the order it was accepted.</summary>
    /// <param name="cancellation">Gives up.</param>
    public async Task SweepAsync(CancellationToken cancellation = default)
    {
        foreach (var job in await _open.FindAsync(IsHere, cancellation))
        {
            Enter(job, isBounded: false);
        }
    }

    /// <summary>Carries jobs out until it is asked to stop; the chunk under way then commits what is done.</summary>
    /// <param name="stop">Asks to stop.</param>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await _arrived.WaitAsync(stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (Next() is { } turn) // none if it left the queue
            {
                await TakeTurnAsync(turn, stop);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _arrived.Dispose();

    private async Task TakeTurnAsync(Turn turn, CancellationToken stop)
    {
        var end = LocalEnd.Failed;
        var began = _clock.GetTimestamp();
        try
        {
            using var claim = Claim?.Invoke(turn.Job);
            if (Claim is null || claim is not null)
            {
                end = await _runner.RunAsync(turn.Job, IsTurnOver, stop);
            }
        }
#pragma warning disable CA1031 // One job's trouble is not the others'.
        catch (Exception e)
#pragma warning restore CA1031
        {
            OnTrouble(turn.Job, e);
        }
        finally
        {
            End(turn, isUnfinished: end is LocalEnd.TurnOver or LocalEnd.Stopped);
        }

        bool IsTurnOver() => turn.IsLast || (_clock.GetElapsedTime(began) >= _options.Turn && Waiting > 0);
    }

    private Turn? Next()
    {
        lock (_gate)
        {
            if (_queue.First is not { Value: var job })
            {
                return null;
            }

            _queue.RemoveFirst();
            _queued.Remove(job);
            return _turn = new Turn(job);
        }
    }

    private void Enter(string job, bool isBounded)
    {
        lock (_gate)
        {
            if (_turn?.Job == job)
            {
                _turn.IsWantedAgain = true; // it may be about to end, because the job was paused
                return;
            }

            if (_queued.Contains(job))
            {
                return;
            }

            if (isBounded && _queue.Count >= _options.Bound)
            {
                throw new QueueFullException(_options.Bound);
            }

            Queue(job);
        }
    }

    private void End(Turn turn, bool isUnfinished)
    {
        lock (_gate)
        {
            _turn = null;
            if (turn.IsWantedAgain || (isUnfinished && !turn.IsLast))
            {
                Queue(turn.Job);
            }
        }

        turn.Ended.SetResult();
    }

    private void Queue(string job)
    {
        _open.Forget(job);
        _queue.AddLast(job);
        _queued.Add(job);
        _arrived.Release();
    }

    private bool IsHere(string job)
    {
        lock (_gate)
        {
            return _turn?.Job == job || _queued.Contains(job);
        }
    }

    private sealed class Turn(string job)
    {
        public string Job => job;

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        // Whether it was started again since.
        public bool IsWantedAgain { get; set; }

        // Whether somebody waits for it to leave.
        public volatile bool IsLast;
    }
}
