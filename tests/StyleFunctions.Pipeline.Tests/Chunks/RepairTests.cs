using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Tests.Artifacts;
using StyleFunctions.Pipeline.Tests.Jobs;

namespace StyleFunctions.Pipeline.Tests.Chunks;

/// <summary>A checkpoint that is damaged or gone is made again, and the job goes on to the same bytes.</summary>
public sealed class RepairTests : IDisposable
{
    private static readonly ChunkBudget _two = new(2);

    private readonly TemporaryFolder _folder = new();
    private readonly FolderArtifactStore _store;

    public RepairTests() => _store = new FolderArtifactStore(_folder["store"]);

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Damages { get; } = ["truncated", "emptied", "a bit turned", "longer", "removed"];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task The_last_checkpoint_is_made_again_from_the_one_before(string damage)
    {
        var (job, checkpoints) = await Begin(chunks: 2);
        Damage(damage, checkpoints[1]);
        await _store.Paint(job, _two);
        await AssertAsUninterrupted(job);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Where_none_is_whole_it_is_made_again_from_the_start(int chunks)
    {
        var (job, checkpoints) = await Begin(chunks);
        foreach (var checkpoint in checkpoints)
        {
            Damage("truncated", checkpoint);
        }

        await _store.Paint(job, _two);
        await AssertAsUninterrupted(job);
    }

    [Fact]
    public async Task A_repaired_checkpoint_has_its_old_name_and_bytes()
    {
        var (job, checkpoints) = await Begin(chunks: 2);
        var bytes = await _store.Bytes(checkpoints[1]);
        Damage("a bit turned", checkpoints[1]);
        using var worker = new ChunkRunner(_store, SmallJob.Backend);
        await worker.PaintChunk(_store, job, _two);
        Assert.Equal(bytes, await _store.Bytes(checkpoints[1]));
    }

    [Fact]
    public async Task A_worker_that_computes_otherwise_does_not_pass_for_the_one_before()
    {
        var (job, checkpoints) = await Begin(chunks: 2);
        var manifest = (await _store.History(job)).Chunks[1] with { Checkpoint = checkpoints[0] + "x" };
        var name = JobLayout.Chunk(new ChunkKey(job.Id, SmallJob.OnlyVariant, 0, 2));
        await _store.DeleteAsync(name);
        await _store.CreateJsonAsync(name, manifest, PipelineJson.Default.ChunkManifest);
        using var worker = new ChunkRunner(_store, SmallJob.Backend);
        await Assert.ThrowsAsync<InvalidDataException>(() => worker.PaintChunk(_store, job, _two));
    }

    private async Task<(Job Job, IReadOnlyList<string> Checkpoints)> Begin(int chunks)
    {
        var job = await _store.Accept(SmallJob.Request);
        using var worker = new ChunkRunner(_store, SmallJob.Backend);
        for (var i = 0; i < chunks; i++)
        {
            await worker.PaintChunk(_store, job, _two);
        }

        return (job, await _store.Names(JobLayout.Checkpoints(job.Id, SmallJob.OnlyVariant)));
    }

    private void Damage(string damage, string checkpoint)
    {
        var path = _folder[$"store/{checkpoint}"];
        var bytes = File.ReadAllBytes(path);
        switch (damage)
        {
            case "truncated":
                File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
                break;
            case "emptied":
                File.WriteAllBytes(path, []);
                break;
            case "a bit turned":
                bytes[bytes.Length / 2] ^= 1;
                File.WriteAllBytes(path, bytes);
                break;
            case "longer":
                File.WriteAllBytes(path, [.. bytes, 0]);
                break;
            default:
                File.Delete(path);
                break;
        }
    }

    private async Task AssertAsUninterrupted(Job job)
    {
        var again = await _store.Accept(SmallJob.Request, run: 9);
        await _store.Paint(again, new ChunkBudget());
        Assert.Equal(await Final(again), await Final(job));
    }

    private async Task<(string Result, string State)> Final(Job job) => (
        Convert.ToHexString(await _store.Bytes(JobLayout.Result(job.Id, SmallJob.OnlyVariant))),
        (await _store.History(job)).Chunks[^1].Checkpoint.Split('/')[^1]);
}
