using StyleFunctions.Functions.Blobs;
using StyleFunctions.Functions.Tests.Storage;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Orchestration;
using StyleFunctions.Pipeline.Tests.Artifacts;
using StyleFunctions.Pipeline.Tests.Jobs;
using StyleFunctions.Pipeline.Tests.Local;

namespace StyleFunctions.Functions.Tests.Orchestration;

/// <summary>
/// Jobs carried out by Durable Functions, whatever happens on the way: on blobs where Azurite is, or in a folder.
/// </summary>
[Collection(SharedAzurite.Name)]
public sealed class DurableJobTests(Azurite azurite) : IAsyncLifetime, IDisposable
{
    private static readonly JobRequest _sweep = SmallJob.Request.With(("seed", new SettingValues(["1", "2", "3"])));

    private readonly TemporaryFolder _folder = new();
    private IArtifactStore _store = null!;

    public async Task InitializeAsync() => _store = Azurite.Skip is null
        ? new BlobArtifactStore(await azurite.NewContainerAsync())
        : new FolderArtifactStore(_folder["store"]);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_job_has_the_bytes_it_has_on_one_machine()
    {
        using var elsewhere = new TemporaryFolder();
        var local = new FolderArtifactStore(elsewhere.FullName);
        using var workshop = new Workshop(local, new PaintingOptions(new ChunkBudget(3)));
        var there = (await workshop.Submit(SmallJob.Request)).Job;
        await workshop.RunUntilIdle();

        await using var hub = await TaskHub.StartAsync(_store);
        var job = (await hub.SubmitAsync(SmallJob.Request)).Job;
        Assert.Equal(JobEnd.Done, await hub.EndAsync(job));
        Assert.Equal(JobState.Done, await hub.StateAsync(job));
        await _store.AssertPainted(job);
        Assert.Equal(
            await local.Bytes(JobLayout.Result(there.Id, SmallJob.OnlyVariant)),
            await _store.Bytes(JobLayout.Result(job.Id, SmallJob.OnlyVariant)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_sweep_paints_so_many_variants_at_once(int window)
    {
        await using var hub = await TaskHub.StartAsync(_store, new PaintingOptions(new ChunkBudget(2), window));
        var job = (await hub.SubmitAsync(_sweep)).Job;
        Assert.Equal(JobEnd.Done, await hub.EndAsync(job));
        await _store.AssertPainted(job);

        var atOnce = new HashSet<string>();
        var most = 0;
        foreach (var call in hub.Calls.Where(c => c.Input is VariantKey))
        {
            var variant = ((VariantKey)call.Input).Variant;
            _ = call.Name == "LocateVariant" ? atOnce.Add(variant) : atOnce.Remove(variant);
            most = Math.Max(most, atOnce.Count);
        }

        Assert.Equal(window, most);
    }

    [Fact]
    public async Task A_chunk_that_fails_is_tried_again()
    {
        var (faulty, failures) = (new WatchedStore(_store), 0);
        faulty.OnRead = name =>
            name.Contains("/inputs/", StringComparison.Ordinal) && Interlocked.Increment(ref failures) == 1
                ? throw new IOException("The network is gone.")
                : Task.CompletedTask;
        await using var hub = await TaskHub.StartAsync(faulty);
        var job = (await hub.SubmitAsync(SmallJob.Request)).Job;
        Assert.Equal(JobEnd.Done, await hub.EndAsync(job));
        await _store.AssertPainted(job);
        Assert.Equal(
            (await _store.History(job)).Chunks.Count + 1, hub.Calls.Count(c => c.Name == "RunChunk"));
    }

    [Fact]
    public async Task A_job_that_fails_says_why_and_resumed_goes_on_in_a_new_run()
    {
        var faulty = new WatchedStore(_store);
        await using var hub = await TaskHub.StartAsync(faulty);
        faulty.OnRead = name => name.Contains("/inputs/", StringComparison.Ordinal)
            ? throw new InvalidDataException("The picture is damaged.")
            : Task.CompletedTask;
        var job = (await hub.SubmitAsync(SmallJob.Request)).Job;
        Assert.Equal(JobEnd.Failed, await hub.EndAsync(job));
        var status = (await hub.Store.ReadStatusAsync(job.Id))!;
        Assert.Equal(JobState.Failed, status.State);
        Assert.Equal("The picture is damaged.", status.Variants[0].Failure!.Message);

        faulty.OnRead = _ => Task.CompletedTask;
        await hub.Desk.ResumeAsync(job.Id);
        Assert.Equal(JobEnd.Done, await hub.EndAsync(job, run: 2));
        await _store.AssertPainted(job);
    }

    [Fact]
    public async Task A_job_that_is_paused_waits_and_resumed_goes_on_in_the_same_run()
    {
        TaskHub? hub = null;
        var chunks = 0;
        await using (hub = await TaskHub.StartAsync(_store, onCall: async call =>
        {
            if (call.Input is ChunkCall chunk && ++chunks == 2)
            {
                await hub!.Desk.PauseAsync(chunk.Chunk.Job);
            }
        }))
        {
            var job = (await hub.SubmitAsync(SmallJob.Request)).Job;
            await hub.CalledAsync("PrepareJob", 2); // again, which finds it paused
            Assert.Equal(JobState.Paused, await hub.StateAsync(job));

            await hub.Desk.ResumeAsync(job.Id);
            Assert.Equal(JobEnd.Done, await hub.EndAsync(job));
            await _store.AssertPainted(job);
            Assert.Null(await hub.Client.GetInstanceAsync(JobRuns.Name(job.Id, 2)));
        }
    }

    [Fact]
    public async Task A_job_that_is_cancelled_ends_and_resumed_goes_on()
    {
        TaskHub? hub = null;
        var chunks = 0;
        await using (hub = await TaskHub.StartAsync(_store, onCall: async call =>
        {
            if (call.Input is ChunkCall chunk && ++chunks == 2)
            {
                await hub!.Desk.CancelAsync(chunk.Chunk.Job);
            }
        }))
        {
            var job = (await hub.SubmitAsync(SmallJob.Request)).Job;
            Assert.Equal(JobEnd.Cancelled, await hub.EndAsync(job));
            Assert.Equal(JobState.Cancelled, await hub.StateAsync(job));

            await hub.Desk.ResumeAsync(job.Id);
            Assert.Equal(JobEnd.Done, await hub.EndAsync(job, run: 2));
            await _store.AssertPainted(job);
        }
    }

    [Fact]
    public async Task A_job_that_is_paused_and_then_cancelled_ends()
    {
        await using var hub = await TaskHub.StartAsync(_store);
        var job = await _store.Accept(SmallJob.Request);
        await hub.Desk.PauseAsync(job.Id);
        await hub.Jobs.TakeUpAsync(job.Id);
        await hub.CalledAsync("PrepareJob", 1);

        await hub.Desk.CancelAsync(job.Id);
        Assert.Equal(JobEnd.Cancelled, await hub.EndAsync(job));
    }

    [Fact]
    public async Task A_job_that_is_deleted_while_it_is_painted_leaves_nothing()
    {
        TaskHub? hub = null;
        var chunks = 0;
        var second = new TaskCompletionSource();
        await using (hub = await TaskHub.StartAsync(_store, onCall: call =>
        {
            if (call.Input is ChunkCall && ++chunks == 2)
            {
                second.SetResult();
            }

            return Task.CompletedTask;
        }))
        {
            var job = (await hub.SubmitAsync(SmallJob.Request)).Job;
            await second.Task;
            Assert.True(await hub.Desk.DeleteAsync(job.Id));
            await hub.EndAsync(job);
            Assert.Empty(await _store.Names(JobLayout.Folder(job.Id)));
        }
    }

    [Fact]
    public async Task A_variant_of_many_chunks_is_continued_as_new_before_its_history_grows_long()
    {
        await using var hub = await TaskHub.StartAsync(_store, new PaintingOptions(new ChunkBudget(1)));
        var many = SmallJob.Request.With(("iterations", "26"), ("initial-iterations", "26"));
        var job = (await hub.SubmitAsync(many)).Job;
        Assert.Equal(JobEnd.Done, await hub.EndAsync(job));
        await _store.AssertPainted(job);

        var runs = hub.Calls.Where(c => c.Name == VariantOrchestration.Name).Select(c => (VariantRun)c.Input).ToList();
        Assert.Equal([null, new VariantPosition(1, 24)], runs.Select(r => r.Position).Distinct());
        Assert.Equal(52, hub.Calls.Count(c => c.Name == "RunChunk"));
        Assert.Single(hub.Calls, c => c.Name == "LocateVariant");
    }

    [Fact]
    public async Task Started_by_many_at_once_a_job_is_painted_once()
    {
        await using var hub = await TaskHub.StartAsync(_store);
        var job = await _store.Accept(SmallJob.Request);
        var meeting = new Meeting(people: 8);
        var hosts = Enumerable.Range(0, 8).Select(_ => hub.NewHost(_store, meeting)).ToList();
        await Task.WhenAll(hosts.Select(host => host.TakeUpAsync(job.Id))); // nobody has seen the others' instance
        Assert.Equal(JobEnd.Done, await hub.EndAsync(job));
        await _store.AssertPainted(job);
        Assert.Null(await hub.Client.GetInstanceAsync(JobRuns.Name(job.Id, 2)));
        Assert.Equal((await _store.History(job)).Chunks.Count, hub.Calls.Count(c => c.Name == "RunChunk"));
    }
}
