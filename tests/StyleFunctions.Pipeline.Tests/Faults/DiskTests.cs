using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Local;
using StyleFunctions.Pipeline.Orchestration;
using StyleFunctions.Pipeline.Tests.Artifacts;
using StyleFunctions.Pipeline.Tests.Jobs;
using StyleFunctions.Pipeline.Tests.Local;

namespace StyleFunctions.Pipeline.Tests.Faults;

/// <summary>A disk that is full, or may not be written to, or loses what was written.</summary>
public sealed class DiskTests : IDisposable
{
    private const int Room = 4000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [DiskTheory]
    [InlineData(0)] // kilobytes that are left: not one, not a checkpoint, one and no frame, some chunks
    [InlineData(24)]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public async Task On_a_full_disk_the_job_stops_with_a_clear_sentence_and_goes_on_when_there_is_room(int kilobytes)
    {
        using var disk = new TemporaryDisk(Room);
        var store = new FolderArtifactStore(disk["store"]);
        var job = await store.Accept(SmallJob.Request);
        disk.FillUp(kilobytes * 1024);
        Assert.Contains("full", await Trouble(store, job), StringComparison.Ordinal);
        await store.AssertWhole(job);
        Assert.Empty(Directory.GetFiles(disk["store/.store/tmp"]));

        disk.MakeRoom();
        await GoOn(store, job);
    }

    [DiskFact]
    public async Task A_request_that_finds_the_disk_full_is_no_job_and_can_be_made_again()
    {
        using var disk = new TemporaryDisk(Room);
        var store = new FolderArtifactStore(disk["store"]);
        disk.FillUp(12 * 1024);
        var refusal = await Assert.ThrowsAsync<IOException>(() => store.Accept(SmallJob.Request));
        Assert.Contains("full", refusal.Message, StringComparison.Ordinal);
        disk.MakeRoom();
        await GoOn(store, await store.Accept(SmallJob.Request));
    }

    [DiskFact]
    public async Task In_a_folder_that_may_only_be_read_the_job_stops_with_a_clear_sentence()
    {
        using var disk = new TemporaryDisk(Room);
        var store = new FolderArtifactStore(disk["store"]);
        var job = await store.Accept(SmallJob.Request);
        using (var first = new Workshop(store))
        {
            await first.Runner.RunAsync(job.Id, () => true);
        }

        var before = await store.Names("");
        disk.SetReadOnly(true);
        var trouble = await Trouble(new FolderArtifactStore(disk["store"]), job);
        Assert.Contains("Read-only", trouble, StringComparison.Ordinal);
        using (var host = new Workshop(store, claim: store.TryClaim))
        {
            await host.Host.StartAsync(job.Id);
            await host.RunUntilIdle(); // and lives on
            Assert.Contains("Read-only", Assert.Single(host.Troubles).Trouble.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, await store.Names(""));

        disk.SetReadOnly(false);
        await GoOn(store, job);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public async Task A_checkpoint_that_is_cut_off_is_made_again_from_the_one_before(int bytes)
    {
        var store = new FolderArtifactStore(_folder["store"]);
        var job = await store.Accept(SmallJob.Request);
        for (var (turns, end) = (0, LocalEnd.TurnOver); end == LocalEnd.TurnOver; turns++)
        {
            using var workshop = new Workshop(store); // a process that has nothing in memory
            end = await workshop.Runner.RunAsync(job.Id, () => true);
            if (end == LocalEnd.TurnOver)
            {
                Cut((await store.History(job)).Chunks[^1].Checkpoint, bytes);
            }
        }

        await store.AssertPainted(job);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_last_frame_that_is_damaged_is_made_again_from_its_checkpoint(bool isGone, bool isCheckpointToo)
    {
        var store = new FolderArtifactStore(_folder["store"]);
        var job = await store.Accept(SmallJob.Request);
        using (var worker = new ChunkRunner(store, SmallJob.Backend))
        {
            while (await worker.PaintChunk(store, job, new ChunkBudget(2)) is not null)
            {
            }
        }

        var last = (await store.History(job)).Chunks[^1];
        Cut(last.Frame, 100);
        if (isGone)
        {
            await store.DeleteAsync(last.Frame);
        }

        if (isCheckpointToo)
        {
            Cut(last.Checkpoint, 100);
        }

        await GoOn(store, job);
    }

    private void Cut(string name, int bytes)
    {
        var path = _folder[$"store/{name}"];
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..bytes]);
    }

    // What the job, or whoever carries it out, says of why it stopped.
    private static async Task<string> Trouble(FolderArtifactStore store, Job job)
    {
        using var workshop = new Workshop(store);
        try
        {
            Assert.Equal(LocalEnd.Failed, await workshop.Runner.RunAsync(job.Id));
            return (await workshop.Jobs.ReadFailureAsync(job.Id, SmallJob.OnlyVariant))!.Message;
        }
        catch (ActivityFailedException e)
        {
            return e.Message;
        }
    }

    private static async Task GoOn(FolderArtifactStore store, Job job)
    {
        using var workshop = new Workshop(store);
        await workshop.Desk.ResumeAsync(job.Id);
        await workshop.RunUntilIdle();
        Assert.Empty(workshop.Troubles);
        await store.AssertPainted(job);
    }
}
