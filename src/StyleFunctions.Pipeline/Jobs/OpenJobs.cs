using StyleFunctions.Pipeline.Artifacts;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>
/// Finds the jobs of a store that may run. Those that are done are remembered for an hour: there may be thousands, and
/// done they stay, unless another process removes one and accepts it anew.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="clock">The time; the system's if null.</param>
public sealed class OpenJobs(IArtifactStore store, TimeProvider? clock = null)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly JobStore _jobs = new(store);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _done = [];
    private readonly Dictionary<string, string> _unreadable = [];

    /// <summary>Called once for a job that cannot be read; the others are found all the same.</summary>
    public Action<string, Exception> OnTrouble { get; init; } = (_, _) => { };

    /// <summary>The jobs that may run, in the order they were accepted; one call at a time.</summary>
    /// <param name="isTaken">Whether somebody is at a job; such a job is not looked at.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<string>> FindAsync(
        Func<string, bool> isTaken, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(isTaken);
        var open = new List<(DateTimeOffset Accepted, string Id)>();
        var there = new HashSet<string>();
        await foreach (var id in _jobs.ListAsync(cancellation))
        {
            there.Add(id);
            if (isTaken(id) || IsKnownDone(id))
            {
                continue;
            }

            if (await IsDoneAsync(id, cancellation))
            {
                lock (_gate)
                {
                    _done[id] = _clock.GetTimestamp();
                }
            }
            else if (await ReadOpenAsync(id, cancellation) is { } job)
            {
                open.Add((job.Accepted, id));
            }
        }

        lock (_gate)
        {
            foreach (var gone in _done.Keys.Except(there).ToList())
            {
                _done.Remove(gone);
            }
        }

        foreach (var gone in _unreadable.Keys.Except(there).ToList())
        {
            _unreadable.Remove(gone);
        }

        return [.. open.Order().Select(job => job.Id)];
    }

    /// <summary>Forgets that a job was done: it was deleted, and is there again.</summary>
    /// <param name="job">The job's id.</param>
    internal void Forget(string job)
    {
        lock (_gate)
        {
            _done.Remove(job);
        }
    }

    private bool IsKnownDone(string job)
    {
        lock (_gate)
        {
            return _done.TryGetValue(job, out var since) && _clock.GetElapsedTime(since) < Remembered;
        }
    }

    private async Task<bool> IsDoneAsync(string job, CancellationToken cancellation)
    {
        try
        {
            return await _jobs.ReadManifestAsync(job, cancellation) is not null;
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return false;
        }
    }

    private async Task<Job?> ReadOpenAsync(string job, CancellationToken cancellation)
    {
        try
        {
            var open = await _jobs.ReadOpenAsync(job, cancellation);
            _unreadable.Remove(job);
            return open;
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            // One damaged job is not the others' trouble, and is told of once.
            if (_unreadable.GetValueOrDefault(job) != e.Message)
            {
                _unreadable[job] = e.Message;
                OnTrouble(job, e);
            }

            return null;
        }
    }

    private static bool IsUnreadable(Exception e) =>
        e is InvalidDataException or IOException or UnauthorizedAccessException;
}
