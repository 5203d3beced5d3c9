using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Pipeline.Tests.Jobs;

public sealed class JobRunsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly JobRuns _runs;

    public JobRunsTests() => _runs = new JobRuns(new FolderArtifactStore(_folder["store"]));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Runs_are_counted_from_one_past_nine_and_for_each_job_alone()
    {
        Assert.Equal(0, await _runs.LatestAsync("a-1"));
        for (var run = 1; run <= 12; run++)
        {
            Assert.Equal(run, await _runs.ClaimAfterAsync("a-1", run - 1));
            Assert.Equal(run, await _runs.LatestAsync("a-1"));
        }

        Assert.Equal(0, await _runs.LatestAsync("b-1"));
        Assert.Equal("a-1-12", JobRuns.Name("a-1", 12));
    }

    [Fact]
    public async Task All_who_want_the_next_run_at_once_get_the_same()
    {
        var runs = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => _runs.ClaimAfterAsync("a-1", 3))));
        Assert.All(runs, run => Assert.Equal(4, run));
        Assert.Single(_folder.Content, file => file.EndsWith(".json", StringComparison.Ordinal));
    }
}
