using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Tests.Artifacts;
using StyleFunctions.Pipeline.Tests.Jobs;
using StyleFunctions.Pipeline.Tests.Processes;

namespace StyleFunctions.Pipeline.Tests.Chunks;

/// <summary>However a job is cut into chunks and whatever dies, its result has the same bytes.</summary>
public sealed class InterruptionTests : IDisposable
{
    private const int Iterations = 9; // 5 at the first scale, 4 at the second

    private static readonly ChunkBudget _whole = new();

    private static readonly Dictionary<string, Lazy<Task<(byte[] Result, string State)>>> _uninterrupted = new()
    {
        ["adam"] = new(() => Uninterrupted("adam")),
        ["lbfgs"] = new(() => Uninterrupted("lbfgs")),
    };

    private readonly TemporaryFolder _folder = new();
    private readonly FolderArtifactStore _store;

    public InterruptionTests() => _store = new FolderArtifactStore(_folder["store"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [EachOptimizer(1, 2, 3, 4, 5, 7)]
    public async Task Chunks_of_any_length_by_one_worker(string optimizer, int length)
    {
        var job = await Accept(optimizer);
        await _store.Paint(job, new ChunkBudget(length));
        await AssertSameBytes(optimizer, job);
    }

    [Theory]
    [EachOptimizer(1, 2, 3, 4)]
    public async Task Chunks_by_a_new_worker_each(string optimizer, int length)
    {
        var job = await Accept(optimizer);
        for (var isDone = false; !isDone;)
        {
            using var worker = new ChunkRunner(_store, SmallJob.Backend);
            isDone = await worker.PaintChunk(_store, job, new ChunkBudget(length)) is null;
        }

        await new VariantFinisher(_store).FinishAsync(job.Id, SmallJob.OnlyVariant);
        await AssertSameBytes(optimizer, job);
    }

    [Theory]
    [EachOptimizer(1, 2, 3, 4, 5, 6, 7, 8)]
    public async Task A_worker_asked_to_stop_after_any_iteration(string optimizer, int iterations)
    {
        var job = await Accept(optimizer);
        var done = 0;
        using var stop = new CancellationTokenSource();
        using (var worker = new ChunkRunner(_store, SmallJob.Backend))
        {
            for (var isStopped = false; !isStopped;)
            {
                var position = (await _store.History(job)).Position;
                var result = await worker.RunAsync(
                    position.Chunk(job),
                    _whole,
                    SmallJob.Attempt(),
                    _ =>
                    {
                        if (++done == iterations)
                        {
                            stop.Cancel();
                        }
                    },
                    stop.Token);
                isStopped = stop.IsCancellationRequested;
                Assert.Equal(
                    isStopped && result.End != job.Variants[0].Scales[position.Scale].Iterations
                        ? ChunkStop.Asked
                        : ChunkStop.ScaleEnd,
                    result.Stop);
            }
        }

        Assert.Equal(iterations, done);
        Assert.Equal(iterations, await CommittedIterations(job)); // nothing paid for is thrown away
        await _store.Paint(job, _whole);
        await AssertSameBytes(optimizer, job);
    }

    [Theory]
    [InlineData("lbfgs", (int)ChunkPoint.Iterated)]
    [InlineData("adam", (int)ChunkPoint.CheckpointWritten)]
    [InlineData("lbfgs", (int)ChunkPoint.FrameWritten)]
    [InlineData("adam", (int)ChunkPoint.Committed)]
    public Task A_process_killed_in_a_chunk(string optimizer, int point) => KillTwice(optimizer, (ChunkPoint)point);

    [HeavyTheory]
    [Trait(Heavy.Suite, Heavy.Name)]
    [EachOptimizer(
        (int)ChunkPoint.Loaded,
        (int)ChunkPoint.Iterated,
        (int)ChunkPoint.Optimized,
        (int)ChunkPoint.CheckpointWritten,
        (int)ChunkPoint.FrameWritten,
        (int)ChunkPoint.Committed,
        (int)ChunkPoint.Swept)]
    public Task A_process_killed_at_any_point_of_a_chunk(string optimizer, int point) =>
        KillTwice(optimizer, (ChunkPoint)point);

    private async Task KillTwice(string optimizer, ChunkPoint point)
    {
        var job = await Accept(optimizer);
        for (var kills = 0; kills < 2; kills++)
        {
            using var process = new ChildProcess(
                PaintingProcess.Role, _folder["store"], job.Id, "2", $"{point}", $"{2 - kills}");
            Assert.Equal("there", await process.Hear());
            await process.Kill();
        }

        Assert.True(await CommittedIterations(job) < Iterations, "The job was finished before it was killed.");
        await _store.Paint(job, new ChunkBudget(3));
        await AssertSameBytes(optimizer, job);
    }

    [Fact]
    public async Task A_job_begun_again_in_a_new_run_gives_the_same_bytes()
    {
        var job = await _store.Accept(Request("adam"), run: 2);
        Assert.EndsWith("-2", job.Id, StringComparison.Ordinal);
        await _store.Paint(job, new ChunkBudget(3));
        await AssertSameBytes("adam", job);
    }

    private static JobRequest Request(string optimizer) =>
        SmallJob.Request.With(("optimizer", optimizer), ("preserve-color", "luminance"), ("history", "3"));

    private static async Task<(byte[] Result, string State)> Uninterrupted(string optimizer)
    {
        using var folder = new TemporaryFolder();
        var store = new FolderArtifactStore(folder.FullName);
        var job = await store.Accept(Request(optimizer));
        await store.Paint(job, _whole);
        return (await store.Bytes(JobLayout.Result(job.Id, SmallJob.OnlyVariant)), await FinalState(store, job));
    }

    // The last checkpoint's name ends in its hash: every bit of pixels, average and optimiser, of which a picture of
    // bytes would not tell.
    private static async Task<string> FinalState(FolderArtifactStore store, Job job) =>
        (await store.History(job)).Chunks[^1].Checkpoint.Split('/')[^1];

    private Task<Job> Accept(string optimizer) => _store.Accept(Request(optimizer));

    private async Task<int> CommittedIterations(Job job) =>
        (await _store.History(job)).Chunks.Sum(c => c.End - c.Start);

    // The same picture, every iteration's losses once, and nothing left of what was begun and not committed.
    private async Task AssertSameBytes(string optimizer, Job job)
    {
        var result = await _store.Bytes(JobLayout.Result(job.Id, SmallJob.OnlyVariant));
        var uninterrupted = await _uninterrupted[optimizer].Value;
        Assert.Equal(uninterrupted.Result, result);
        Assert.Equal(uninterrupted.State, await FinalState(_store, job));

        var rows = (await _store.Text(JobLayout.Losses(job.Id, SmallJob.OnlyVariant))).TrimEnd().Split('\n');
        Assert.Equal(Enumerable.Range(1, Iterations).Select(i => $"{i}"), rows.Skip(1).Select(r => r.Split(',')[0]));

        var history = await _store.History(job);
        Assert.Equal(
            history.Chunks.Select(c => c.Frame), await _store.Names(JobLayout.Frames(job.Id, SmallJob.OnlyVariant)));
        Assert.Equal(
            history.Chunks.TakeLast(2).Select(c => c.Checkpoint),
            await _store.Names(JobLayout.Checkpoints(job.Id, SmallJob.OnlyVariant)));
    }
}
