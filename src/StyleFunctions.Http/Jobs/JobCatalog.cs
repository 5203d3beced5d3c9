using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Http.Jobs;

/// <summary>
/// Which jobs there are, newest first. When a job was accepted is read once; the folder is looked at again at most
/// every other second, since other processes may put jobs there too.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="clock">The time.</param>
internal sealed class JobCatalog(IArtifactStore store, TimeProvider clock)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly JobStore _jobs = new(store);
    private readonly Lock _gate = new();
    private Task _looking = Task.CompletedTask;
    private readonly SortedSet<JobPlace> _places = [];
    private readonly Dictionary<string, JobPlace> _byId = [];
    private long? _looked;

    /// <summary>Jobs that were accepted before another.</summary>
    /// <param name="before">The other; null for the newest jobs.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<JobPlace>> PageAsync(JobPlace? before, int count, CancellationToken cancellation)
    {
        await LookAsync(cancellation);
        lock (_gate)
        {
            return [.. _places.SkipWhile(p => before is not null && p.CompareTo(before) <= 0).Take(count)];
        }
    }

    /// <summary>Takes note of a job that was accepted here.</summary>
    /// <param name="job">The job.</param>
    public void Add(Job job)
    {
        lock (_gate)
        {
            Remove(job.Id);
            var place = new JobPlace(job.Accepted, job.Id);
            _byId.Add(job.Id, place);
            _places.Add(place);
        }
    }

    /// <summary>Takes note that a job was deleted here.</summary>
    /// <param name="job">The job's id.</param>
    public void Remove(string job)
    {
        lock (_gate)
        {
            if (_byId.Remove(job, out var place))
            {
                _places.Remove(place);
            }
        }
    }

    // Nobody waits for a look but the first; others are content with what was found before.
    private Task LookAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_looked is { } looked && clock.GetElapsedTime(looked) < LookEvery)
            {
                return Task.CompletedTask;
            }

            if (_looking.IsCompleted)
            {
                _looking = Task.Run(ListAsync, CancellationToken.None);
            }

            return _looked is null ? _looking.WaitAsync(cancellation) : Task.CompletedTask;
        }
    }

    private async Task ListAsync()
    {
        Dictionary<string, JobPlace> known;
        lock (_gate)
        {
            known = new Dictionary<string, JobPlace>(_byId);
        }

        var found = new HashSet<string>();
        var added = new List<Job>();
        await foreach (var id in _jobs.ListAsync())
        {
            if (known.ContainsKey(id))
            {
                found.Add(id);
            }
            else if (await ReadAsync(id) is { } job)
            {
                added.Add(job);
            }
        }

        foreach (var gone in known.Keys.Where(id => !found.Contains(id)))
        {
            Remove(gone);
        }

        added.ForEach(Add);
        lock (_gate)
        {
            _looked = clock.GetTimestamp();
        }
    }

    // One damaged job, or one of another version, is not the others' trouble. It may be mended: the next look sees.
    private async Task<Job?> ReadAsync(string id)
    {
        try
        {
            return await _jobs.ReadAsync(id);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
