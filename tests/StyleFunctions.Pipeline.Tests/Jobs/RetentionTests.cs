using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Pipeline.Tests.Jobs;

/// <summary>Which jobs have had their time.</summary>
public sealed class RetentionTests : IDisposable
{
    private static readonly DateTimeOffset _now = DateTimeOffset.UtcNow;

    private readonly TemporaryFolder _folder = new();
    private readonly FolderArtifactStore _store;
    private readonly JobStore _jobs;

    public RetentionTests()
    {
        _store = new FolderArtifactStore(_folder["store"]);
        _jobs = new JobStore(_store);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_done_has_failed_or_was_cancelled_goes_and_what_may_go_on_stays()
    {
        var done = await Accept(1);
        await PaintAsync(done);
        var failed = await Accept(2);
        await _jobs.FailAsync(failed.Id, "v001", new JobFailure("No.", _now));
        var cancelled = await Accept(3);
        await _jobs.SetControlAsync(cancelled, JobControlState.Cancel);
        var paused = await Accept(4);
        await _jobs.SetControlAsync(paused, JobControlState.Pause);
        var waiting = await Accept(5);
        var damaged = await Accept(6);
        File.WriteAllText(PathOf(damaged, "job.json"), "{");
        var remnant = await Accept(7);
        File.Delete(PathOf(remnant, "job.json"));
        foreach (var job in new[] { done, failed, cancelled, paused, waiting, damaged, remnant })
        {
            Age(job, days: 40);
        }

        Assert.Equal(new[] { done.Id, failed.Id, cancelled.Id, remnant.Id }.ToHashSet(), await EndedFor(days: 30));
    }

    [Fact]
    public async Task Time_counts_from_the_last_change()
    {
        var job = await Accept(1);
        await PaintAsync(job);
        Age(job, days: 40);
        Assert.Equal([job.Id], await EndedFor(days: 30));
        Assert.Empty(await EndedFor(days: 50));

        await _jobs.SetControlAsync(job, JobControlState.Run);
        Assert.Empty(await EndedFor(days: 30));
    }

    private Task<Job> Accept(int seed) => _store.Accept(SmallJob.Request.With(("seed", $"{seed}")));

    private async Task PaintAsync(Job job)
    {
        await _store.Paint(job, new ChunkBudget());
        await new JobFinisher(_store).FinishAsync(job.Id);
    }

    private string PathOf(Job job, string name) => _folder[$"store/jobs/{job.Id}/{name}"];

    private void Age(Job job, int days)
    {
        foreach (var file in Directory.GetFiles(_folder[$"store/jobs/{job.Id}"], "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, _now.AddDays(-days).UtcDateTime);
        }
    }

    private async Task<HashSet<string>> EndedFor(int days) =>
        await new JobRetention(_store).EndedAsync(_now.AddDays(-days)).ToHashSetAsync();
}
