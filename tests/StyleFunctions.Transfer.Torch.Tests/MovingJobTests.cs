using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Tests.Jobs;
using Xunit.Abstractions;

namespace StyleFunctions.Transfer.Torch.Tests;

/// <summary>A job moves between the engines at a chunk's end.</summary>
public sealed class MovingJobTests : IDisposable
{
    private const int Chunk = 12;

    private static readonly JobRequest _request =
        SmallJob.Request.With(("initial-iterations", "24"), ("iterations", "24"));

    private readonly ITestOutputHelper _output;
    private readonly TemporaryFolder _folder = new();
    private readonly FolderArtifactStore _store;
    private readonly ChunkRunner _cpu;
    private readonly ChunkRunner _torch;

    public MovingJobTests(ITestOutputHelper output)
    {
        _output = output;
        _store = new FolderArtifactStore(_folder["store"]);
        _cpu = new ChunkRunner(_store, SmallJob.Backend with { TakesOver = true });
        _torch = new ChunkRunner(_store, new Backend(
            (_, _) => Task.FromResult(SmallJob.Network),
            (network, settings) => new OwnedEngine(network, settings.Pooling, settings.Padding),
            TakesOver: true));
    }

    public void Dispose()
    {
        _cpu.Dispose();
        _torch.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("adam")]
    [InlineData("lbfgs")]
    public async Task Four_chunks_that_alternate_end_where_either_engine_alone_does(string optimizer)
    {
        var alternating = await LossesAsync(optimizer, 1, _cpu, _torch, _cpu, _torch);
        var onlyCpu = await LossesAsync(optimizer, 2, _cpu, _cpu, _cpu, _cpu);
        var onlyTorch = await LossesAsync(optimizer, 3, _torch, _torch, _torch, _torch);

        _output.WriteLine($"{optimizer}: alternating {alternating}, CPU {onlyCpu}, torch {onlyTorch}");
        Assert.InRange(alternating / onlyCpu, 0.99, 1.01);
        Assert.InRange(alternating / onlyTorch, 0.99, 1.01);
    }

    [Fact]
    public async Task The_same_job_twice_gives_the_same_bytes()
    {
        var first = await CheckpointsAsync(1);
        using var another = new ChunkRunner(_store, new Backend(
            (_, _) => Task.FromResult(SmallJob.Network),
            (network, settings) => new OwnedEngine(network, settings.Pooling, settings.Padding)));
        var second = await CheckpointsAsync(2, another);

        Assert.Equal(first, second);
    }

    private async Task<double> LossesAsync(string optimizer, int run, params ChunkRunner[] workers)
    {
        var job = await _store.Accept(_request.With(("optimizer", optimizer)), run);
        foreach (var worker in workers)
        {
            Assert.NotNull(await worker.PaintChunk(_store, job, new ChunkBudget(Chunk)));
        }

        var history = await _store.History(job);
        Assert.True(history.Position.IsDone(job.Variants[0]));
        Assert.Equal(workers.Distinct().Count(), history.Chunks.Select(c => c.Engine).Distinct().Count());
        return history.Chunks[^1].Losses.Total[^1];
    }

    private async Task<IReadOnlyList<string>> CheckpointsAsync(int run, ChunkRunner? worker = null)
    {
        var job = await _store.Accept(_request, run);
        await (worker ?? _torch).Paint(_store, job, new ChunkBudget(Chunk));
        return [.. (await _store.History(job)).Chunks.Select(c => Path.GetFileName(c.Checkpoint))];
    }
}
