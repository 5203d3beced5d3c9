using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Pipeline.Local;

/// <summary>
/// Carries many jobs out in this process, one at a time and each for a turn, in the order of their coming: a long job
/// holds a short one up for a turn and no more. What waits is an id.
/// </summary>
public sealed class LocalJobHost : IJobHost, IDisposable
{
    private readonly JobStore _jobs;
    private readonly LocalRunner _runner;
    private readonly LocalJobHostOptions _options;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly LinkedList<string> _waiting = new();
    private readonly HashSet<string> _known = [];
    private readonly HashSet<string> _done = [];
    private readonly HashSet<string> _again = [];
    private readonly Dictionary<string, TaskCompletionSource> _leaving = [];
    private readonly SemaphoreSlim _arrived = new(0);

    /// <summary>A host without jobs.</summary>
    /// <param name="store">The store.</param>
    /// <param name="runner">Carries a job out.</param>
    /// <param name="options">How many may wait, and for how long.</param>
    /// <param name="clock">For turns; the system's if null.</param>
    public LocalJobHost(
        IArtifactStore store, LocalRunner runner, LocalJobHostOptions? options = null, TimeProvider? clock = null)
    {
        _jobs = new JobStore(store);
        _runner = runner;
        _options = options ?? new LocalJobHostOptions();
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>The job whose turn it is; null for none.</summary>
    public string? Running { get; private set; }

    /// <summary>Called when a job cannot even be told to have failed, as when the disk is full.</summary>
    public Action<string, Exception> OnTrouble { get; init; } = (_, _) => { };

    /// <summary>How many jobs wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(string job, CancellationToken cancellation = default)
    {
        Enter(job, isBounded: true);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task LeaveAsync(string job, CancellationToken cancellation = default)
    {
        Task left;
        lock (_gate)
        {
            _again.Remove(job);
            if (_waiting.Remove(job))
            {
                _known.Remove(job);
            }

            if (!_known.Contains(job))
            {
                return;
            }

            if (!_leaving.TryGetValue(job, out var source))
            {
                source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _leaving.Add(job, source);
            }

            left = source.Task;
        }

        await left.WaitAsync(cancellation);
    }

    /// <summary>Takes up what the store holds that may run and that nobody is at, in the order it was accepted.</summary>
    /// <param name="cancellation">Gives up.</param>
    public async Task SweepAsync(CancellationToken cancellation = default)
    {
        var open = new List<Job>();
        var there = new HashSet<string>();
        await foreach (var id in _jobs.ListAsync(cancellation))
        {
            there.Add(id);
            if (IsKnown(id) || _done.Contains(id))
            {
                continue;
            }

            if (await _jobs.ReadOpenAsync(id, cancellation) is { } job)
            {
                open.Add(job);
            }
            else if (await _jobs.IsDoneAsync(id, cancellation))
            {
                _done.Add(id); // done it stays, and there may be thousands
            }
        }

        _done.IntersectWith(there);

        foreach (var job in open.OrderBy(j => j.Accepted))
        {
            Enter(job.Id, isBounded: false);
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

            if (Next() is { } job)
            {
                await TakeTurnAsync(job, stop);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _arrived.Dispose();

    private async Task TakeTurnAsync(string job, CancellationToken stop)
    {
        var end = LocalEnd.Failed;
        var began = _clock.GetTimestamp();
        try
        {
            end = await _runner.RunAsync(job, IsTurnOver, stop);
        }
#pragma warning disable CA1031 // One job's trouble is not the others'.
        catch (Exception e)
#pragma warning restore CA1031
        {
            OnTrouble(job, e);
        }

        Left(job, isBack: end == LocalEnd.TurnOver);
        bool IsTurnOver() => _clock.GetElapsedTime(began) >= _options.Turn && Waiting > 0;
    }

    private string? Next()
    {
        lock (_gate)
        {
            Running = _waiting.First?.Value;
            if (Running is not null)
            {
                _waiting.RemoveFirst();
            }

            return Running;
        }
    }

    private void Enter(string job, bool isBounded)
    {
        lock (_gate)
        {
            if (_known.Contains(job))
            {
                if (Running == job)
                {
                    _again.Add(job); // it may be about to leave, because it was paused
                }

                return;
            }

            if (isBounded && _waiting.Count >= _options.Bound)
            {
                throw new QueueFullException(_options.Bound);
            }

            _known.Add(job);
            _waiting.AddLast(job);
        }

        _arrived.Release();
    }

    private void Left(string job, bool isBack)
    {
        lock (_gate)
        {
            Running = null;
            if (_leaving.Remove(job, out var source))
            {
                source.SetResult();
                _again.Remove(job);
                _known.Remove(job);
                return;
            }

            if (!(_again.Remove(job) || isBack))
            {
                _known.Remove(job);
                return;
            }

            _waiting.AddLast(job);
        }

        _arrived.Release();
    }

    private bool IsKnown(string job)
    {
        lock (_gate)
        {
            return _known.Contains(job);
        }
    }
}
