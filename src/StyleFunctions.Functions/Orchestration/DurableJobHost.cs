using DurableTask.Core.Exceptions;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Orchestration;

namespace StyleFunctions.Functions.Orchestration;

/// <summary>
/// Carries jobs out by Durable Functions, an instance for each run of a job. An instance that has ended cannot be
/// started again under its id; the next run has the next number.
/// </summary>
/// <param name="store">The store.</param>
public sealed class DurableJobHost(IArtifactStore store) : IJobHost
{
    private readonly JobRuns _runs = new(store);
    private volatile DurableTaskClient? _client;

    /// <summary>How long a job that is to be removed may take to stop by itself.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    private DurableTaskClient Client => _client
        ?? throw new InvalidOperationException("No function has brought a client of Durable Functions.");

    /// <summary>
    /// Gives it the client, which functions have as a binding; whichever it is, it is for the same hub.
    /// </summary>
    /// <param name="client">The client.</param>
    public void Use(DurableTaskClient client) => _client = client;

    /// <inheritdoc/>
    public async Task StartAsync(string job, CancellationToken cancellation = default)
    {
        while (await TakeUpAsync(job, cancellation) is { } running && !await TryWakeAsync(running, cancellation))
        {
            // It has just ended: another run is to begin.
        }
    }

    /// <summary>Takes a job up if nothing carries it out; by however many at once, it is taken up once.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The instance that carries it out already; null if there was none.</returns>
    public async Task<string?> TakeUpAsync(string job, CancellationToken cancellation = default)
    {
        var run = await _runs.LatestAsync(job, cancellation);
        if (run == 0)
        {
            run = await _runs.ClaimAfterAsync(job, run, cancellation);
        }

        while (true)
        {
            var id = JobRuns.Name(job, run);
            if (await Client.GetInstanceAsync(id, cancellation) is not { } instance)
            {
                await ScheduleAsync(id, job, cancellation);
                return null;
            }

            if (!instance.IsCompleted)
            {
                return id;
            }

            run = await _runs.ClaimAfterAsync(job, run, cancellation);
        }
    }

    /// <inheritdoc/>
    public async Task LeaveAsync(string job, CancellationToken cancellation = default)
    {
        var id = JobRuns.Name(job, await _runs.LatestAsync(job, cancellation));
        if (await Client.GetInstanceAsync(id, cancellation) is not { IsCompleted: false })
        {
            return;
        }

        if (!await TryWakeAsync(id, cancellation))
        {
            return;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            await Client.WaitForInstanceCompletionAsync(id, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Its chunk waits for a worker, or is long. A worker that is at it, or takes it later, finds the job gone,
            // and removes what it wrote.
            await TryAsync(id, () => Client.TerminateInstanceAsync(
                id, new TerminateInstanceOptions(Recursive: true), cancellation), cancellation);
        }
    }

    // A paused one waits for it.
    private Task<bool> TryWakeAsync(string id, CancellationToken cancellation) => TryAsync(
        id,
        () => Client.RaiseEventAsync(id, JobOrchestration.Resumed, cancellation: cancellation),
        cancellation);

    // Whether an instance could be told something; not if it has ended since it was looked at, which hosts answer with
    // an error.
    private async Task<bool> TryAsync(string id, Func<Task> tell, CancellationToken cancellation)
    {
        try
        {
            await tell();
            return true;
        }
        catch (RpcException) when (!cancellation.IsCancellationRequested)
        {
            if (await Client.GetInstanceAsync(id, cancellation) is { IsCompleted: false })
            {
                throw;
            }

            return false;
        }
    }

    // Every status is named: an instance there is would be replaced otherwise.
    private async Task ScheduleAsync(string id, string job, CancellationToken cancellation)
    {
        var options = new StartOrchestrationOptions { InstanceId = id }
            .WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
        try
        {
            await Client.ScheduleNewOrchestrationInstanceAsync(
                JobOrchestration.Name, new JobRun(job), options, cancellation);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Somebody else was quicker.
        }
    }
}
