using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Tests.Artifacts;
using StyleFunctions.Pipeline.Tests.Jobs;
using StyleFunctions.Transfer;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Pipeline.Tests.Chunks;

/// <summary>A job's memory decides how its picture is cut, and not the memory that is free.</summary>
public sealed class MemoryTests : IDisposable
{
    // As small as a picture can be and still be cut.
    private static readonly JobRequest _request = SmallJob.Request.With(
        ("size", "400"), ("min-size", "280"), ("initial-iterations", "1"), ("iterations", "2"));

    private readonly TemporaryFolder _folder = new();
    private readonly FolderArtifactStore _store;

    public MemoryTests() => _store = new FolderArtifactStore(_folder["store"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_picture_that_is_cut_has_the_same_bytes_interrupted_and_uninterrupted()
    {
        var whole = await _store.Accept(_request);
        await _store.Paint(whole, new ChunkBudget());
        var memory = Costs(whole)[^1].Bytes + 20_000_000; // too little for that

        var asked = await _store.Accept(_request.With(("memory", ByteCount.Write(memory))));
        await _store.Paint(asked, new ChunkBudget());
        Assert.False(Costs(asked)[^1].IsWhole);
        Assert.NotEqual(await FinalState(whole), await FinalState(asked)); // other sums, not only other names

        var given = await _store.Accept(_request, run: 2, memory);
        for (var (isDone, free) = (false, memory); !isDone; free += memory)
        {
            using var worker = new ChunkRunner(_store, SmallJob.Backend);
            var resumed = await _store.Accept(_request, run: 2, free); // as much as is free when it goes on
            isDone = await worker.PaintChunk(_store, resumed, new ChunkBudget(1)) is null;
        }

        await new VariantFinisher(_store).FinishAsync(given.Id, SmallJob.OnlyVariant);
        Assert.Equal(3, (await _store.History(given)).Chunks.Count);
        Assert.Equal(await FinalState(asked), await FinalState(given));
        Assert.Equal(await Result(asked), await Result(given));
    }

    [Fact]
    public async Task A_job_that_does_not_fit_into_its_memory_is_refused_by_the_worker()
    {
        var job = await _store.Accept(_request, memory: 1_000_000);
        using var worker = new ChunkRunner(_store, SmallJob.Backend);
        var refusal = await Assert.ThrowsAsync<InvalidSettingException>(
            () => worker.RunAsync(VariantPosition.Start.Chunk(job), new ChunkBudget(), "a"));
        Assert.Equal("memory", refusal.Setting);
        Assert.Empty((await _store.History(job)).Chunks);
    }

    private static IReadOnlyList<ScaleCost> Costs(Job job)
    {
        var settings = job.Variants[0].TransferSettings();
        var inputs = new TransferInputs(
            SmallJob.Pictures[SmallJob.Harbour].Picture, [SmallJob.Pictures[SmallJob.Brushwork].Picture]);
        using var engine = SmallJob.Backend.MakeEngine(SmallJob.Network, settings);
        using var transfer = new StyleTransfer(engine, inputs, settings);
        return transfer.Costs;
    }

    private Task<byte[]> Result(Job job) => _store.Bytes(JobLayout.Result(job.Id, SmallJob.OnlyVariant));

    private async Task<string> FinalState(Job job) =>
        (await _store.History(job)).Chunks[^1].Checkpoint.Split('/')[^1];
}
