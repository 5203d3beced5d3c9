using System.Security.Cryptography;
using System.Text;
using StyleFunctions.Pipeline.Artifacts;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>What people can do with jobs: hand in, pause, resume, cancel, delete. HTTP and inboxes come here.</summary>
/// <param name="store">The store.</param>
/// <param name="host">What carries jobs out.</param>
/// <param name="clock">The time; the system's if null.</param>
public sealed class JobDesk(IArtifactStore store, IJobHost host, TimeProvider? clock = null) : IDisposable
{
    private readonly JobStore _jobs = new(store);
    private readonly JobIntake _intake = new(store);

    // A job that is handed in while it is being removed, or handed in twice and refused once, must not be half there.
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Accepts a request and starts its job; or finds the job it already is, and starts that.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pictures">Every picture that the request names, by those names.</param>
    /// <param name="network">The network it is to be painted with.</param>
    /// <param name="idempotencyKey">The caller's name for this request; null for none.</param>
    /// <param name="memory">As in <see cref="JobIntake.AcceptAsync"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="JobRefusedException">The request cannot become a job.</exception>
    /// <exception cref="Transfer.Settings.InvalidSettingException">A setting is unknown or not allowed.</exception>
    /// <exception cref="IdempotencyConflictException">The key came with another request before.</exception>
    /// <exception cref="QueueFullException">Too many jobs are waiting; this one is not kept.</exception>
    public async Task<AcceptedJob> SubmitAsync(
        JobRequest request,
        IReadOnlyDictionary<string, CanonicalPicture> pictures,
        NetworkProfile network,
        string? idempotencyKey = null,
        long? memory = null,
        CancellationToken cancellation = default)
    {
        var now = (clock ?? TimeProvider.System).GetUtcNow();
        await _turn.WaitAsync(cancellation);
        try
        {
            var accepted = await _intake.AcceptAsync(
                request, pictures, network, now, memory: memory, cancellation: cancellation);
            await StartAsync(accepted, request, idempotencyKey, cancellation);
            return accepted;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Asks a job to pause: its chunk commits what is done.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The job; null if there is none of that id.</returns>
    public Task<Job?> PauseAsync(string job, CancellationToken cancellation = default) =>
        ControlAsync(job, JobControlState.Pause, cancellation);

    /// <summary>Asks a job to stop; it can be resumed.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The job; null if there is none of that id.</returns>
    public async Task<Job?> CancelAsync(string job, CancellationToken cancellation = default)
    {
        if (await _jobs.ReadAsync(job, cancellation) is not { } cancelled)
        {
            return null;
        }

        var before = await _jobs.ReadControlAsync(job, cancellation);
        await _jobs.SetControlAsync(cancelled, JobControlState.Cancel, cancellation);
        if (before == JobControlState.Pause)
        {
            await EndPausedAsync(job, cancellation);
        }

        return cancelled;
    }

    /// <summary>Lets a job go on: one that was paused or cancelled, or that failed.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The job; null if there is none of that id.</returns>
    /// <exception cref="QueueFullException">Too many jobs are waiting.</exception>
    public async Task<Job?> ResumeAsync(string job, CancellationToken cancellation = default)
    {
        if (await _jobs.ReadAsync(job, cancellation) is not { } resumed)
        {
            return null;
        }

        // It may run before it is started: it would end as it did, and tell of that again.
        var before = await JobHold.ReadAsync(_jobs, resumed, cancellation);
        await _jobs.SetControlAsync(resumed, JobControlState.Run, cancellation);
        try
        {
            await host.StartAsync(job, cancellation);
        }
        catch (QueueFullException)
        {
            await before.PutBackAsync(_jobs, CancellationToken.None);
            throw;
        }

        return resumed;
    }

    /// <summary>Removes a job, after it has stopped.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up; called again, it goes on.</param>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> DeleteAsync(string job, CancellationToken cancellation = default)
    {
        try
        {
            await ControlAsync(job, JobControlState.Cancel, cancellation);
        }
        catch (InvalidDataException)
        {
            // What is damaged can be removed, too.
        }

        await host.LeaveAsync(job, cancellation);
        await _turn.WaitAsync(cancellation);
        try
        {
            return await _jobs.DeleteAsync(job, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task StartAsync(
        AcceptedJob accepted, JobRequest request, string? idempotencyKey, CancellationToken cancellation)
    {
        var job = accepted.Job.Id;
        try
        {
            await ClaimAsync(idempotencyKey, new IdempotencyRecord(job, request.Name, request.Webhook), cancellation);
            if (await _jobs.ReadControlAsync(job, cancellation) == JobControlState.Run)
            {
                await host.StartAsync(job, cancellation);
            }
        }
        catch (Exception e) when (accepted.IsNew && e is IdempotencyConflictException or QueueFullException)
        {
            await _jobs.DeleteAsync(job, CancellationToken.None);
            throw;
        }
    }

    // Nothing of it runs that could see that it is over, and tell.
    private async Task EndPausedAsync(string job, CancellationToken cancellation)
    {
        try
        {
            await host.StartAsync(job, cancellation);
        }
        catch (QueueFullException)
        {
            // It is cancelled all the same.
        }
    }

    private async Task<Job?> ControlAsync(string id, JobControlState state, CancellationToken cancellation)
    {
        var job = await _jobs.ReadAsync(id, cancellation);
        if (job is not null)
        {
            await _jobs.SetControlAsync(job, state, cancellation);
        }

        return job;
    }

    // The first request that comes with a key has it for good.
    private async Task ClaimAsync(string? key, IdempotencyRecord request, CancellationToken cancellation)
    {
        if (key is null)
        {
            return;
        }

        var name = JobLayout.IdempotencyKey(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))));
        var type = PipelineJson.Default.IdempotencyRecord;
        await store.CreateJsonAsync(name, request, type, cancellation);
        if ((await store.ReadJsonAsync(name, type, cancellation))?.Value != request)
        {
            throw new IdempotencyConflictException();
        }
    }
}
