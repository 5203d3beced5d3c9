using System.Globalization;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Tests.Artifacts;

namespace StyleFunctions.Pipeline.Tests.Jobs;

/// <summary>What artifacts tell of a job.</summary>
public sealed class StatusTests : IDisposable
{
    private static readonly ChunkBudget _three = new(3);

    private readonly TemporaryFolder _folder = new();
    private readonly FolderArtifactStore _store;
    private readonly JobStore _jobs;

    public StatusTests()
    {
        _store = new FolderArtifactStore(_folder["store"]);
        _jobs = new JobStore(_store);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task From_waiting_to_done()
    {
        var job = await _store.Accept(SmallJob.Request.With(("seed", new SettingValues(["1", "2"]))));
        var waiting = await Status(job);
        Assert.Equal((JobState.Waiting, 0.0, null), (waiting.State, waiting.Fraction, waiting.Remaining));
        Assert.Equal(["seed 1", "seed 2"], waiting.Variants.Select(v => v.Label));

        using var worker = new ChunkRunner(_store, SmallJob.Backend);
        await worker.PaintChunk(_store, job, _three);
        var running = await Status(job);
        Assert.Equal(JobState.Running, running.State);
        const double Work = (5 * 33 * 22) + (4 * 48 * 32); // 46 x 30 at the second scale, and a margin of 1
        Assert.Equal(3 * 33 * 22 / (2 * Work), running.Fraction, 1e-12);
        Assert.True(running.Remaining > 0);
        var (begun, other) = (running.Variants[0], running.Variants[1]);
        Assert.Equal((JobState.Running, new VariantPosition(0, 3)), (begun.State, begun.Position));
        Assert.NotNull(await _store.ReadAsync(begun.Frame!));
        Assert.NotNull(begun.Loss);
        Assert.Equal((JobState.Waiting, null, null), (other.State, other.Loss, other.Frame));

        await worker.Paint(_store, job, _three, "v001");
        Assert.Equal(JobState.Running, (await Status(job)).State);
        await worker.Paint(_store, job, _three, "v002");
        Assert.Equal((JobState.Running, null), ((await Status(job)).State, (await Status(job)).ContactSheet));
        await new JobFinisher(_store).FinishAsync(job.Id);
        var done = await Status(job);
        Assert.Equal((JobState.Done, 1.0, 0.0), (done.State, done.Fraction, done.Remaining));
        Assert.Equal(JobLayout.ContactSheet(job.Id), done.ContactSheet);
        Assert.All(done.Variants, v => Assert.Equal(JobLayout.Result(job.Id, v.Id), v.Result));
    }

    [Fact]
    public async Task Paused_cancelled_failed_and_resumed()
    {
        var job = await _store.Accept(SmallJob.Request);
        await _jobs.SetControlAsync(job, JobControlState.Pause);
        Assert.Equal(JobState.Paused, (await Status(job)).State);
        await _jobs.SetControlAsync(job, JobControlState.Cancel);
        Assert.Equal(JobState.Cancelled, (await Status(job)).State);
        await _jobs.SetControlAsync(job, JobControlState.Run);
        Assert.Equal(JobState.Waiting, (await Status(job)).State);

        await _jobs.FailAsync(job.Id, "v001", new JobFailure("The disk is full.", SmallJob.Accepted));
        await _jobs.FailAsync(job.Id, "v001", new JobFailure("The disk is full still.", SmallJob.Accepted));
        var failed = await Status(job);
        Assert.Equal(JobState.Failed, failed.State);
        Assert.Equal("The disk is full still.", failed.Variants[0].Failure!.Message);
        await _jobs.SetControlAsync(job, JobControlState.Run);
        Assert.Equal(JobState.Waiting, (await Status(job)).State);
    }

    [Fact]
    public async Task A_finished_variant_has_a_manifest_and_a_table_of_losses()
    {
        var job = await _store.Accept(SmallJob.Request.With(("seed", "7")));
        var manifest = await _store.Paint(job, _three);
        Assert.Equal("7", manifest.Settings["seed"]);
        Assert.Equal(SmallJob.Network.Hash, manifest.Network.Hash);
        Assert.Equal(
            [(0, 0, 3), (0, 3, 5), (1, 0, 3), (1, 3, 4)], manifest.Chunks.Select(c => (c.Scale, c.Start, c.End)));
        Assert.All(manifest.Chunks, c => Assert.True(c.Timings.Optimize > 0));
        Assert.Equal(["dotnet", "stylefunctions"], manifest.Versions.Keys.Order());
        Assert.Equal(2, manifest.Inputs.Count);

        var rows = (await _store.Text(JobLayout.Losses(job.Id, "v001"))).TrimEnd('\n').Split('\n');
        Assert.Equal(
            "iteration,scale,total,content,style,relu1_1,relu2_1,relu3_1,relu4_1,relu5_1,tv,seconds", rows[0]);
        Assert.Equal(
            ["1,1", "2,1", "3,1", "4,1", "5,1", "6,2", "7,2", "8,2", "9,2"],
            rows.Skip(1).Select(r => string.Join(',', r.Split(',').Take(2))));
        Assert.Equal(
            manifest.Losses.Total[0], double.Parse(rows[^1].Split(',')[2], CultureInfo.InvariantCulture));

        var again = await new VariantFinisher(_store).FinishAsync(job.Id, "v001");
        Assert.Equal(manifest.ResultHash, again.ResultHash);
    }

    [Fact]
    public async Task A_history_is_read_on_from_where_it_ended()
    {
        var job = await _store.Accept(SmallJob.Request);
        using var worker = new ChunkRunner(_store, SmallJob.Backend);
        await worker.PaintChunk(_store, job, _three);
        var begun = await _store.History(job);
        await worker.Paint(_store, job, _three);
        var whole = await begun.ReadOnAsync(_store, job.Id);
        Assert.Equal(LossesCsv.Write(await _store.History(job)), LossesCsv.Write(whole));
        Assert.Same(begun.Chunks[0], whole.Chunks[0]);
        Assert.Equal((1, 4), (begun.Chunks.Count, whole.Chunks.Count));
    }

    [Fact]
    public async Task Without_a_style_loss_the_table_has_no_layers()
    {
        var job = await _store.Accept(SmallJob.Request.With(("style-weight", "0")));
        await _store.Paint(job, _three);
        var rows = (await _store.Text(JobLayout.Losses(job.Id, "v001"))).Split('\n');
        Assert.Equal("iteration,scale,total,content,style,tv,seconds", rows[0]);
    }

    [Fact]
    public async Task Nothing_is_finished_before_its_chunks_are()
    {
        var job = await _store.Accept(SmallJob.Request);
        var finisher = new VariantFinisher(_store);
        await Assert.ThrowsAsync<InvalidOperationException>(() => finisher.FinishAsync(job.Id, "v001"));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => finisher.FinishAsync(job.Id, "v002"));
    }

    [Fact]
    public async Task Jobs_are_listed_measured_and_removed()
    {
        var first = await _store.Accept(SmallJob.Request);
        var second = await _store.Accept(SmallJob.Request, run: 2);
        await _store.Create("inbox/photo.jpg", "");
        Assert.Equal([first.Id, second.Id], await Ids());
        var size = Directory.EnumerateFiles(_folder[$"store/jobs/{first.Id}"], "*", SearchOption.AllDirectories)
            .Sum(f => new FileInfo(f).Length);
        Assert.Equal(size, await _jobs.MeasureAsync(first.Id));

        Assert.True(await _jobs.DeleteAsync(first.Id));
        Assert.False(await _jobs.DeleteAsync(first.Id));
        Assert.Null(await _jobs.ReadAsync(first.Id));
        Assert.Null(await _jobs.ReadStatusAsync(first.Id));
        Assert.Equal(0, await _jobs.MeasureAsync(first.Id));
        Assert.Equal([second.Id], await Ids());
        Assert.Equal("", await _store.Text("inbox/photo.jpg"));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("0123456789abcdef01234567")]
    [InlineData("0123456789abcdef01234567-0")]
    [InlineData("../0123456789abcdef01234-1")]
    [InlineData("0123456789ABCDEF01234567-1")]
    public async Task What_cannot_be_a_jobs_id_is_nobodys(string id)
    {
        Assert.Null(await _jobs.ReadAsync(id));
        Assert.False(await _jobs.DeleteAsync(id));
    }

    private async Task<JobStatus> Status(Job job) => (await _jobs.ReadStatusAsync(job.Id))!;

    private async Task<IReadOnlyList<string>> Ids()
    {
        var ids = new List<string>();
        await foreach (var id in _jobs.ListAsync())
        {
            ids.Add(id);
        }

        return ids;
    }
}
