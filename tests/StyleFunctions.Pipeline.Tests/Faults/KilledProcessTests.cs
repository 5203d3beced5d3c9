using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Local;
using StyleFunctions.Pipeline.Tests.Jobs;
using StyleFunctions.Pipeline.Tests.Local;
using StyleFunctions.Pipeline.Tests.Processes;

namespace StyleFunctions.Pipeline.Tests.Faults;

/// <summary>
/// Processes that carry out a job are killed (SIGKILL), at every named point and at any time. After each kill every
/// artifact is whole, and in the end the job has the bytes of one that nobody disturbed.
/// </summary>
public sealed class KilledProcessTests : IDisposable
{
    private const int LeastKills = 200;

    private static readonly string[] _optimizers = ["adam", "lbfgs"];

    // Each kill lets a job get a chunk further, more or less; a chunk is an iteration.
    private static readonly JobRequest _long = SmallJob.Request.With(
        ("initial-iterations", "12"), ("iterations", "10"), ("history", "3"));

    private static readonly JobRequest _short = SmallJob.Request.With(
        ("initial-iterations", "1"), ("iterations", "2"));

    private readonly TemporaryFolder _folder = new();
    private int _kills;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_before_some_of_its_writes()
    {
        foreach (var write in new[] { 2, 7, 14 })
        {
            Assert.True(await KillBeforeWrite(write));
        }
    }

    [HeavyFact]
    [Trait(Heavy.Suite, Heavy.Name)]
    public async Task Killed_two_hundred_times_at_every_point_and_at_any_time()
    {
        var series = new List<Func<Task>>();
        foreach (var optimizer in _optimizers)
        {
            foreach (var point in Enum.GetNames<ChunkPoint>())
            {
                series.Add(() => KillAt(optimizer, point, kills: 12));
            }

            foreach (var seed in new[] { 1, 2 })
            {
                series.Add(() => KillAtAnyTime(optimizer, seed, kills: 10));
            }
        }

        series.Add(async () =>
        {
            for (var write = 1; await KillBeforeWrite(write); write++)
            {
            }
        });
        await Parallel.ForEachAsync(series, (one, _) => new ValueTask(one()));
        Assert.InRange(_kills, LeastKills, int.MaxValue);
    }

    private async Task KillAt(string optimizer, string point, int kills)
    {
        var (folder, job) = await Accept(_long.With(("optimizer", optimizer)), point);
        for (var kill = 0; kill < kills; kill++)
        {
            // Some points come before anything is committed: every other time at the second chunk's.
            Assert.True(await Kill(folder, job, point, 1 + kill % 2), "The job was finished before it was killed.");
        }

        await Finish(folder, job);
    }

    private async Task KillAtAnyTime(string optimizer, int seed, int kills)
    {
        var random = new Random(seed);
        for (var (killed, run) = (0, 1); killed < kills; run++)
        {
            var (folder, job) = await Accept(
                _long.With(("optimizer", optimizer), ("seed", $"{seed}")), $"any-{seed}-{run}");
            while (killed < kills && await Kill(folder, job, JobProcess.AnyTime, 0, random.Next(400)))
            {
                killed++;
            }

            await Finish(folder, job);
        }
    }

    private async Task<bool> KillBeforeWrite(int write)
    {
        var (folder, job) = await Accept(_short, $"write-{write}");
        var isKilled = await Kill(folder, job, JobProcess.Write, write);
        await Finish(folder, job);
        return isKilled;
    }

    // Whether it was killed before it was done.
    private async Task<bool> Kill(string folder, Job job, string point, int occurrence, int delay = 0)
    {
        using var process = new ChildProcess(JobProcess.Role, folder, job.Id, point, $"{occurrence}");
        var isThere = await process.Hear() == "there";
        await Task.Delay(delay);
        await process.Kill();

        var store = new FolderArtifactStore(folder);
        await store.AssertWhole(job);
        var isUnfinished = await new JobStore(store).ReadManifestAsync(job.Id) is null;
        if (isThere && isUnfinished)
        {
            Interlocked.Increment(ref _kills);
        }

        return isThere && isUnfinished;
    }

    private async Task<(string Folder, Job Job)> Accept(JobRequest request, string name)
    {
        var folder = _folder[$"{name}-{request.Settings.GetValueOrDefault("optimizer")?.Values[0]}"];
        return (folder, await new FolderArtifactStore(folder).Accept(request));
    }

    private static async Task Finish(string folder, Job job)
    {
        var store = new FolderArtifactStore(folder);
        using var workshop = new Workshop(store);
        Assert.Equal(LocalEnd.Done, await workshop.Runner.RunAsync(job.Id));
        await store.AssertPainted(job);
    }
}
