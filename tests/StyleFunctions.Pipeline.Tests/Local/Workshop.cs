using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Local;
using StyleFunctions.Pipeline.Orchestration;
using StyleFunctions.Pipeline.Tests.Jobs;
using StyleFunctions.Transfer;

namespace StyleFunctions.Pipeline.Tests.Local;

/// <summary>What one process has to carry jobs out: disposed of, nothing is left of it but the artifacts.</summary>
internal sealed class Workshop : IDisposable
{
    private readonly ChunkRunner _chunks;

    public Workshop(
        IArtifactStore store,
        PaintingOptions? options = null,
        Action<ChunkKey, TransferProgress>? onIteration = null,
        IJobListener? listener = null,
        TimeProvider? clock = null,
        LocalJobHostOptions? hostOptions = null,
        Backend? backend = null,
        Action<ChunkPoint>? reached = null,
        Func<string, IDisposable?>? claim = null)
    {
        _chunks = new ChunkRunner(store, backend ?? SmallJob.Backend, TimeSpan.FromMilliseconds(5), clock)
        {
            Reached = reached ?? (_ => { }),
        };
        var activities = new JobActivities(
            store, options ?? new PaintingOptions(new ChunkBudget(2)), _chunks, listener, clock)
        {
            OnIteration = onIteration ?? ((_, _) => { }),
        };
        Runner = new LocalRunner(activities, clock ?? new ImpatientClock());
        Host = new LocalJobHost(store, Runner, hostOptions, clock)
        {
            Claim = claim,
            OnTrouble = (job, trouble) => Troubles.Add((job, trouble)),
        };
        Desk = new JobDesk(store, Host, clock);
        Jobs = new JobStore(store);
    }

    public LocalRunner Runner { get; }

    public LocalJobHost Host { get; }

    public JobDesk Desk { get; }

    public JobStore Jobs { get; }

    public List<(string Job, Exception Trouble)> Troubles { get; } = [];

    public Task<AcceptedJob> Submit(JobRequest request, string? key = null) =>
        Desk.SubmitAsync(request, SmallJob.Pictures, SmallJob.Profile, key);

    /// <summary>Carries out all that waits.</summary>
    public async Task RunUntilIdle()
    {
        using var stop = new CancellationTokenSource();
        var running = Task.Run(() => Host.RunAsync(stop.Token));
        while (!Host.IsIdle && !running.IsCompleted)
        {
            await Task.Delay(2);
        }

        await stop.CancelAsync();
        await running;
    }

    public async Task<JobState> State(Job job) => (await Jobs.ReadStatusAsync(job.Id))!.State;

    public void Dispose()
    {
        Desk.Dispose();
        Host.Dispose();
        _chunks.Dispose();
    }
}
