using StyleFunctions.Functions.Orchestration;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Orchestration;
using StyleFunctions.Pipeline.Tests.Jobs;

namespace StyleFunctions.Functions.Tests.Orchestration;

public sealed class RunningChunksTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_process_that_is_to_end_commits_what_is_done_and_another_goes_on()
    {
        var store = new FolderArtifactStore(_folder["store"]);
        var job = await store.Accept(SmallJob.Request.With(("initial-iterations", "100000")));
        using var chunks = new ChunkRunner(store, SmallJob.Backend);
        var begun = new TaskCompletionSource();
        var activities = new JobActivities(store, new PaintingOptions(new ChunkBudget()), chunks)
        {
            OnIteration = (_, _) => begun.TrySetResult(),
        };
        using var running = new RunningChunks(activities);
        var key = new ChunkKey(job.Id, SmallJob.OnlyVariant, 0, 0);
        var outcome = running.RunAsync(new ChunkCall(key, new ChunkBudget(), SmallJob.Attempt()), default);
        await begun.Task;

        await running.StopAsync(CancellationToken.None);

        var committed = Assert.Single((await store.History(job)).Chunks);
        Assert.Equal(ChunkStop.Asked, (await outcome).Stop);
        Assert.Equal(new VariantPosition(0, committed.End), (await outcome).Next);
    }
}
