using StyleFunctions.Imaging;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Tests.Artifacts;
using StyleFunctions.Pipeline.Tests.Jobs;
using StyleFunctions.Transfer;

namespace StyleFunctions.Pipeline.Tests.Chunks;

/// <summary>What one chunk promises: it is committed once, and by whoever comes first.</summary>
public sealed class ChunkTests : IDisposable
{
    private static readonly ChunkBudget _two = new(2);

    private readonly TemporaryFolder _folder = new();
    private readonly FolderArtifactStore _store;
    private readonly ChunkRunner _worker;

    public ChunkTests()
    {
        _store = new FolderArtifactStore(_folder["store"]);
        _worker = new ChunkRunner(_store, SmallJob.Backend, TimeSpan.FromMilliseconds(5));
    }

    public void Dispose()
    {
        _worker.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_chunk_leaves_a_manifest_a_checkpoint_and_a_frame()
    {
        var job = await _store.Accept(SmallJob.Request);
        var result = await _worker.RunAsync(First(job), _two, "attempt-1");
        Assert.Equal(new ChunkResult(0, 2, ChunkStop.Budget), result);

        var manifest = Assert.Single((await _store.History(job)).Chunks);
        Assert.Equal((0, 0, 2, "attempt-1"), (manifest.Scale, manifest.Start, manifest.End, manifest.Attempt));
        Assert.Null(manifest.From);
        Assert.Equal(
            [$"jobs/{job.Id}/engine.json", $"jobs/{job.Id}/job.json", manifest.Checkpoint, manifest.Frame,
                $"jobs/{job.Id}/v001/chunks/s01-i0000000.json"],
            (await _store.Names("")).Where(n => !n.Contains("inputs", StringComparison.Ordinal))
                .OrderBy(n => n.Contains("chunks", StringComparison.Ordinal)));
        var frame = PictureFile.Decode(await _store.Bytes(manifest.Frame));
        Assert.Equal((33, 22), (frame.Width, frame.Height));
        Assert.Equal(
            [2, 2, 2, 2, 2],
            new[]
            {
                manifest.Losses.Total, manifest.Losses.Content, manifest.Losses.Style, manifest.Losses.Tv,
                manifest.Losses.Seconds,
            }.Select(column => column.Count));
        Assert.Equal(
            job.Variants[0].TransferSettings().StyleLayers.Layers, manifest.Losses.StyleLayers.Keys);
        Assert.All(manifest.Losses.StyleLayers.Values, layer => Assert.Equal(2, layer.Distinct().Count()));
    }

    [Fact]
    public async Task A_committed_chunk_is_adopted_and_not_painted_again()
    {
        var job = await _store.Accept(SmallJob.Request);
        await _worker.RunAsync(First(job), _two, "first");
        var before = await _store.Names("");
        foreach (var attempt in new[] { "first", "second" })
        {
            var result = await _worker.RunAsync(
                First(job), new ChunkBudget(4), attempt, _ => Assert.Fail("An iteration was done."));
            Assert.Equal(new ChunkResult(0, 2, ChunkStop.Adopted), result);
        }

        Assert.Equal(before, await _store.Names(""));
    }

    [Fact]
    public async Task After_a_stop_chunks_end_where_they_would_have()
    {
        var job = await _store.Accept(SmallJob.Request.With(("initial-iterations", "9")));
        using var stop = new CancellationTokenSource();
        await _worker.RunAsync(First(job), new ChunkBudget(4), "a", StopAfterTwo, stop.Token);

        await _worker.Paint(_store, job, new ChunkBudget(4));

        Assert.Equal([2, 4, 8, 9, 4], (await _store.History(job)).Chunks.Select(c => c.End));

        void StopAfterTwo(TransferProgress step)
        {
            if (step.Iteration == 2)
            {
                stop.Cancel();
            }
        }
    }

    [Theory]
    [InlineData("quick")]
    [InlineData("slow")] // one attempt that runs twice, as queues may have it
    public async Task Who_comes_second_takes_on_what_the_first_committed_and_goes_on_from_there(string first)
    {
        var job = await _store.Accept(SmallJob.Request);
        using var other = new ChunkRunner(_store, SmallJob.Backend);
        var result = await _worker.RunAsync(First(job), new ChunkBudget(4), "slow", step =>
        {
            if (step.Iteration == 4)
            {
                other.RunAsync(First(job), _two, first).GetAwaiter().GetResult();
            }
        });
        Assert.Equal(new ChunkResult(0, 2, ChunkStop.Adopted), result);
        var manifest = Assert.Single((await _store.History(job)).Chunks);
        Assert.Equal(first, manifest.Attempt);
        Assert.Equal([manifest.Frame], await _store.Names(JobLayout.Frames(job.Id, SmallJob.OnlyVariant)));

        await _worker.Paint(_store, job, new ChunkBudget(3));
        await AssertAsUninterrupted(job);
    }

    [Fact]
    public async Task Two_workers_on_one_job_commit_every_iteration_once()
    {
        var job = await _store.Accept(SmallJob.Request);
        using var other = new ChunkRunner(_store, SmallJob.Backend);
        await Task.WhenAll(
            Task.Run(() => _worker.Paint(_store, job, new ChunkBudget(1))),
            Task.Run(() => other.Paint(_store, job, _two)));
        Assert.Equal(9, (await _store.History(job)).Chunks.Sum(c => c.End - c.Start));
        await AssertAsUninterrupted(job);
    }

    [Theory]
    [InlineData(JobControlState.Pause, ChunkStop.Paused)]
    [InlineData(JobControlState.Cancel, ChunkStop.Cancelled)]
    public async Task A_running_chunk_hears_that_its_job_is_to_stop_and_commits_what_it_has(
        JobControlState state, ChunkStop stop)
    {
        var job = await _store.Accept(SmallJob.Request.With(("initial-iterations", "100000")));
        var jobs = new JobStore(_store);
        var result = await _worker.RunAsync(
            First(job), new ChunkBudget(), "a", _ => jobs.SetControlAsync(job, state).GetAwaiter().GetResult());
        Assert.Equal(stop, result.Stop);
        Assert.InRange(result.End, 1, 99999);
        Assert.Equal(result.End, Assert.Single((await _store.History(job)).Chunks).End);

        var next = new VariantPosition(0, result.End).Chunk(job);
        Assert.Equal(result, await _worker.RunAsync(next, _two, "b"));

        await jobs.SetControlAsync(job, JobControlState.Run);
        Assert.Equal(((result.End / 2) + 1) * 2, (await _worker.RunAsync(next, _two, "c")).End);
    }

    [Fact]
    public async Task A_budget_of_seconds_ends_a_chunk_after_at_least_one_iteration()
    {
        var job = await _store.Accept(SmallJob.Request.With(("initial-iterations", "100000")));
        var result = await _worker.RunAsync(First(job), new ChunkBudget(Seconds: 1e-9), "a");
        Assert.Equal(new ChunkResult(0, 1, ChunkStop.Budget), result);
    }

    [Fact]
    public async Task Asked_to_stop_before_it_begins_it_commits_nothing()
    {
        var job = await _store.Accept(SmallJob.Request);
        var result = await _worker.RunAsync(First(job), _two, "a", stop: new CancellationToken(canceled: true));
        Assert.Equal(new ChunkResult(0, 0, ChunkStop.Asked), result);
        Assert.Empty((await _store.History(job)).Chunks);
    }

    [Fact]
    public async Task A_worker_with_another_engine_refuses_and_says_why()
    {
        var job = await _store.Accept(SmallJob.Request);
        await _store.CreateJsonAsync(
            JobLayout.Engine(job.Id), new EnginePin("cpu-64-64"), PipelineJson.Default.EnginePin);
        var refusal = await Assert.ThrowsAsync<ChunkRefusedException>(() => _worker.RunAsync(First(job), _two, "a"));
        Assert.Contains("cpu-64-64", refusal.Message, StringComparison.Ordinal);
        Assert.Empty((await _store.History(job)).Chunks);
    }

    [Fact]
    public async Task A_worker_that_may_takes_a_job_over_and_the_result_names_both_engines()
    {
        var job = await _store.Accept(SmallJob.Request);
        await _worker.RunAsync(First(job), _two, "a");
        using var other = new ChunkRunner(_store, SmallJob.Backend with
        {
            MakeEngine = (network, settings) => new RenamedEngine(SmallJob.Backend.MakeEngine(network, settings)),
            TakesOver = true,
        });

        await other.PaintChunk(_store, job, _two);

        var first = (await _store.History(job)).Chunks[0].Engine;
        await Assert.ThrowsAsync<ChunkRefusedException>(() => _worker.PaintChunk(_store, job, _two));
        var result = await other.Paint(_store, job, new ChunkBudget());
        Assert.Equal($"{first}, {RenamedEngine.OtherName}", result.Engine);
        await AssertAsUninterrupted(job); // but for its name it is the same engine
    }

    [Fact]
    public async Task A_worker_with_other_weights_refuses_and_says_why()
    {
        var intake = new JobIntake(_store);
        var profile = SmallJob.Profile with { Hash = new string('0', 64) };
        var job = (await intake.AcceptAsync(SmallJob.Request, SmallJob.Pictures, profile, SmallJob.Accepted)).Job;
        var refusal = await Assert.ThrowsAsync<ChunkRefusedException>(() => _worker.RunAsync(First(job), _two, "a"));
        Assert.Contains(SmallJob.Network.Hash, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_is_gone_or_damaged_is_named_and_can_be_put_back()
    {
        var job = await _store.Accept(SmallJob.Request);
        var name = JobLayout.Input(job.Id, job.Variants[0].Styles[0]);
        await _store.DeleteAsync(name);
        var gone = await Assert.ThrowsAsync<MissingInputException>(() => _worker.RunAsync(First(job), _two, "a"));
        Assert.Contains(SmallJob.Brushwork, gone.Message, StringComparison.Ordinal);

        await _store.Create(name, "something else");
        var damaged = await Assert.ThrowsAsync<MissingInputException>(() => _worker.RunAsync(First(job), _two, "a"));
        Assert.Contains("damaged", damaged.Message, StringComparison.Ordinal);

        await _store.DeleteAsync(name);
        await _store.Accept(SmallJob.Request); // the same request again brings it back
        await _worker.Paint(_store, job, new ChunkBudget());
        await AssertAsUninterrupted(job);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(0, 5)]
    [InlineData(2, 0)]
    [InlineData(-1, 0)]
    public async Task A_chunk_that_does_not_follow_a_committed_one_is_refused(int scale, int start)
    {
        var job = await _store.Accept(SmallJob.Request);
        await Assert.ThrowsAsync<ArgumentException>(
            () => _worker.RunAsync(new ChunkKey(job.Id, SmallJob.OnlyVariant, scale, start), _two, "a"));
        Assert.Empty((await _store.History(job)).Chunks);
    }

    private static ChunkKey First(Job job) => VariantPosition.Start.Chunk(job);

    private async Task AssertAsUninterrupted(Job job)
    {
        var again = await _store.Accept(SmallJob.Request, run: 9);
        await _store.Paint(again, new ChunkBudget());
        Assert.Equal(
            await _store.Bytes(JobLayout.Result(again.Id, SmallJob.OnlyVariant)),
            await _store.Bytes(JobLayout.Result(job.Id, SmallJob.OnlyVariant)));
    }
}
