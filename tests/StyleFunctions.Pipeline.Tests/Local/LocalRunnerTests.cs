using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Local;
using StyleFunctions.Pipeline.Orchestration;
using StyleFunctions.Pipeline.Tests.Artifacts;
using StyleFunctions.Pipeline.Tests.Jobs;

namespace StyleFunctions.Pipeline.Tests.Local;

/// <summary>Jobs carried out in this process, whatever happens on the way.</summary>
public sealed class LocalRunnerTests : IDisposable
{
    private const int Iterations = 9;

    private static readonly JobRequest _sweep = SmallJob.Request.With(("seed", new SettingValues(["1", "2", "3"])));

    private readonly TemporaryFolder _folder = new();
    private readonly FolderArtifactStore _store;

    public LocalRunnerTests() => _store = new FolderArtifactStore(_folder["store"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(50, 3)]
    public async Task A_job_has_the_bytes_it_has_by_hand(int chunk, int window)
    {
        var job = await _store.Accept(_sweep);
        using var workshop = new Workshop(_store, new PaintingOptions(new ChunkBudget(chunk), window));
        Assert.Equal(LocalEnd.Done, await workshop.Runner.RunAsync(job.Id));
        await _store.AssertPainted(job);
        Assert.Equal(JobState.Done, await workshop.State(job));
        Assert.Equal(LocalEnd.Done, await workshop.Runner.RunAsync(job.Id)); // which does nothing
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    public async Task With_all_but_the_artifacts_gone_it_goes_on_to_the_same_bytes(int stopAfter)
    {
        var job = await _store.Accept(SmallJob.Request);
        using (var stop = new CancellationTokenSource())
        {
            var done = 0;
            using var first = new Workshop(_store, onIteration: (_, _) =>
            {
                if (++done == stopAfter)
                {
                    stop.Cancel();
                }
            });
            Assert.Equal(LocalEnd.Stopped, await first.Runner.RunAsync(job.Id, stop: stop.Token));
            Assert.Equal(stopAfter, (await _store.History(job)).Chunks.Sum(c => c.End - c.Start)); // nothing is lost
        }

        Directory.Delete(_folder["store/.store"], recursive: true);
        var store = new FolderArtifactStore(_folder["store"]);
        using var second = new Workshop(store);
        Assert.Equal(LocalEnd.Done, await second.Runner.RunAsync(job.Id));
        await store.AssertPainted(job);
    }

    [Fact]
    public async Task Asked_to_stop_before_it_begins_it_does_nothing()
    {
        var job = await _store.Accept(SmallJob.Request);
        using var workshop = new Workshop(_store);
        var stopped = new CancellationToken(canceled: true);
        Assert.Equal(LocalEnd.Stopped, await workshop.Runner.RunAsync(job.Id, stop: stopped));
        Assert.Empty((await _store.History(job)).Chunks);
    }

    [Fact]
    public async Task Every_turn_gets_a_chunk_further_however_short_it_is()
    {
        var job = await _store.Accept(SmallJob.Request);
        using var workshop = new Workshop(_store);
        foreach (var iterations in new[] { 2, 4, 5, 7 })
        {
            Assert.Equal(LocalEnd.TurnOver, await workshop.Runner.RunAsync(job.Id, () => true));
            Assert.Equal(iterations, (await _store.History(job)).Chunks.Sum(c => c.End - c.Start));
        }

        Assert.Equal(LocalEnd.Done, await workshop.Runner.RunAsync(job.Id, () => true));
        await _store.AssertPainted(job);
    }

    [Fact]
    public async Task A_turn_is_over_when_no_variant_runs_any_more()
    {
        var job = await _store.Accept(_sweep);
        var (second, asked, goOn) = (Signal(), Signal(), Signal());
        var painted = 0;
        using var workshop = new Workshop(
            _store,
            new PaintingOptions(new ChunkBudget(1), Window: 2),
            (_, _) =>
            {
                if (++painted == 2) // of the other variant, whichever that is: both begin at once
                {
                    second.SetResult();
                    goOn.Task.Wait();
                }
            });
        var asking = 0;
        var turn = workshop.Runner.RunAsync(job.Id, () =>
        {
            if (Interlocked.Increment(ref asking) < 2)
            {
                return false;
            }

            asked.TrySetResult();
            return true;
        });
        await second.Task;
        await asked.Task; // the turn of the one that was first is over
        await Task.WhenAny(turn, Task.Delay(50));
        var isOver = turn.IsCompleted;
        goOn.SetResult();
        Assert.False(isOver);
        Assert.Equal(LocalEnd.TurnOver, await turn);
        Assert.All(["v001", "v002"], v => Assert.Single(_store.History(job, v).Result.Chunks));
    }

    [Theory]
    [InlineData(JobControlState.Pause, LocalEnd.Paused, JobState.Paused)]
    [InlineData(JobControlState.Cancel, LocalEnd.Cancelled, JobState.Cancelled)]
    public async Task Paused_or_cancelled_it_ends_and_resumed_it_goes_on(
        JobControlState control, LocalEnd end, JobState state)
    {
        var job = await _store.Accept(SmallJob.Request);
        var done = 0;
        Workshop? workshop = null;
        using (workshop = new Workshop(_store, onIteration: (_, _) =>
        {
            if (++done == 2)
            {
                workshop!.Jobs.SetControlAsync(job, control).GetAwaiter().GetResult();
            }
        }))
        {
            Assert.Equal(end, await workshop.Runner.RunAsync(job.Id));
            Assert.Equal(state, await workshop.State(job));
            Assert.Equal(end, await workshop.Runner.RunAsync(job.Id));
            Assert.Equal(2, done);
            await workshop.Jobs.SetControlAsync(job, JobControlState.Run);
            Assert.Equal(LocalEnd.Done, await workshop.Runner.RunAsync(job.Id));
        }

        Assert.Equal(Iterations, done);
        await _store.AssertPainted(job);
    }

    [Fact]
    public async Task A_chunk_that_fails_is_tried_again_after_a_while()
    {
        var job = await _store.Accept(SmallJob.Request);
        var clock = new ImpatientClock();
        using var workshop = new Workshop(_store, clock: clock, backend: Failing(times: 3));
        Assert.Equal(LocalEnd.Done, await workshop.Runner.RunAsync(job.Id));
        Assert.Equal([2, 4, 8], clock.Waits.Select(w => w.TotalSeconds));
        await _store.AssertPainted(job);
    }

    [Fact]
    public async Task A_chunk_that_fails_every_time_fails_the_variant_which_can_be_resumed()
    {
        var job = await _store.Accept(_sweep);
        using (var workshop = new Workshop(_store, backend: Failing(times: 4)))
        {
            Assert.Equal(LocalEnd.Failed, await workshop.Runner.RunAsync(job.Id));
            var status = (await workshop.Jobs.ReadStatusAsync(job.Id))!;
            Assert.Equal(
                [JobState.Failed, JobState.Done, JobState.Done], status.Variants.Select(v => v.State));
            Assert.Equal("The weights cannot be read.", status.Variants[0].Failure!.Message);
        }

        using var later = new Workshop(_store);
        Assert.Equal(LocalEnd.Failed, await later.Runner.RunAsync(job.Id)); // nobody resumed it
        await later.Jobs.SetControlAsync(job, JobControlState.Run);
        Assert.Equal(LocalEnd.Done, await later.Runner.RunAsync(job.Id));
        await _store.AssertPainted(job);
    }

    [Fact]
    public async Task A_job_whose_sheet_cannot_be_written_fails_says_why_and_can_be_resumed()
    {
        var job = await _store.Accept(_sweep with { Webhook = new Uri("http://localhost/hook") });
        var listener = new Listener(throws: false);
        var full = new WatchedStore(_store);
        using var workshop = new Workshop(full, listener: listener);
        full.OnRead = name => name == JobLayout.ContactSheet(job.Id)
            ? throw new IOException("The disk is full.")
            : Task.CompletedTask;

        Assert.Equal(LocalEnd.Failed, await workshop.Runner.RunAsync(job.Id));
        var status = (await workshop.Jobs.ReadStatusAsync(job.Id))!;
        Assert.Equal((JobState.Failed, "The disk is full."), (status.State, status.Failure?.Message));
        Assert.All(status.Variants, v => Assert.Equal(JobState.Done, v.State));
        Assert.Equal(JobMoment.Failed, listener.Told[^1].Moment);
        Assert.Null(await workshop.Jobs.ReadOpenAsync(job.Id)); // no sweep takes it up again and again

        full.OnRead = _ => Task.CompletedTask;
        await workshop.Desk.ResumeAsync(job.Id);
        await workshop.RunUntilIdle();
        status = (await workshop.Jobs.ReadStatusAsync(job.Id))!;
        Assert.Equal((JobState.Done, null), (status.State, status.Failure));
        await _store.AssertPainted(job);
    }

    [Fact]
    public async Task A_job_that_has_had_its_time_fails_says_so_and_resumed_has_as_much_again()
    {
        var job = await _store.Accept(SmallJob.Request);
        var seconds = 1e-9; // any chunk takes longer
        using var workshop = new Workshop(
            _store, new PaintingOptions(new ChunkBudget(2), SecondsPerJob: seconds));
        var runs = 0;
        while (await workshop.Runner.RunAsync(job.Id) is LocalEnd.Failed)
        {
            var failure = (await workshop.Jobs.ReadFailureAsync(job.Id, SmallJob.OnlyVariant))!.Message;
            Assert.Contains("seconds of work", failure, StringComparison.Ordinal);
            Assert.Equal(++runs, (await _store.History(job)).Chunks.Count);
            await workshop.Desk.ResumeAsync(job.Id);
        }

        Assert.Equal(4, runs); // of 5 chunks, the last one leaves nothing to be refused
        await _store.AssertPainted(job);
    }

    [Fact]
    public async Task A_job_that_is_paused_while_its_chunk_waits_is_not_failed_for_the_time_it_had_before()
    {
        var job = await _store.Accept(SmallJob.Request);
        using var chunks = new ChunkRunner(_store, SmallJob.Backend);
        await chunks.PaintChunk(_store, job, new ChunkBudget(2));
        await new JobStore(_store).SetControlAsync(job, JobControlState.Pause);
        var options = new PaintingOptions(new ChunkBudget(2), SecondsPerJob: 1e-9);
        var activities = new JobActivities(_store, options, chunks);
        var next = new ChunkKey(job.Id, SmallJob.OnlyVariant, 0, 2);

        var outcome = await JobActivities.RunChunk.RunAsync(
            activities, new ChunkCall(next, new ChunkBudget(2), SmallJob.Attempt()), CancellationToken.None);

        Assert.Equal((ChunkStop.Paused, null), (outcome.Stop, outcome.Failure));
    }

    [Fact]
    public async Task While_it_waits_to_try_again_it_hears_that_it_is_to_stop()
    {
        var job = await _store.Accept(SmallJob.Request);
        using var stop = new CancellationTokenSource();
        using var workshop = new Workshop(_store, clock: TimeProvider.System, backend: SmallJob.Backend with
        {
            LoadNetwork = (_, _) =>
            {
                stop.CancelAfter(20);
                throw new IOException("The weights cannot be read.");
            },
        });
        Assert.Equal(LocalEnd.Stopped, await workshop.Runner.RunAsync(job.Id, stop: stop.Token));
        Assert.Null((await workshop.Jobs.ReadStatusAsync(job.Id))!.Variants[0].Failure);
    }

    [Fact]
    public async Task A_style_that_is_deleted_on_the_way_fails_the_job_by_its_name_until_it_is_back()
    {
        var job = await _store.Accept(SmallJob.Request);
        var style = JobLayout.Input(job.Id, job.Variants[0].Styles[0]);
        var bytes = await _store.Bytes(style);
        using var workshop = new Workshop(_store, onIteration: (_, step) =>
        {
            if (step is { Scale: 1, Iteration: 3 })
            {
                _store.DeleteAsync(style).GetAwaiter().GetResult();
            }
        });
        Assert.Equal(LocalEnd.Failed, await workshop.Runner.RunAsync(job.Id));
        var failure = (await workshop.Jobs.ReadFailureAsync(job.Id, SmallJob.OnlyVariant))!.Message;
        Assert.Contains(SmallJob.Brushwork, failure, StringComparison.Ordinal);
        Assert.Contains(style, failure, StringComparison.Ordinal);
        Assert.Equal(4, (await _store.History(job)).Chunks.Sum(c => c.End - c.Start));

        await _store.CreateAsync(style, new MemoryStream(bytes));
        await workshop.Jobs.SetControlAsync(job, JobControlState.Run);
        Assert.Equal(LocalEnd.Done, await workshop.Runner.RunAsync(job.Id));
        await _store.AssertPainted(job);
    }

    [Fact]
    public async Task A_refusal_that_is_a_long_story_is_cut_short()
    {
        var job = await _store.Accept(SmallJob.Request);
        using var workshop = new Workshop(_store, backend: SmallJob.Backend with
        {
            LoadNetwork = (_, _) => throw new ChunkRefusedException(new string('é', 5000)),
        });
        Assert.Equal(LocalEnd.Failed, await workshop.Runner.RunAsync(job.Id));
        var message = (await workshop.Jobs.ReadFailureAsync(job.Id, SmallJob.OnlyVariant))!.Message;
        Assert.InRange(message.Length, 100, 120); // each is six bytes in JSON
    }

    [Fact]
    public async Task A_job_that_is_deleted_by_another_process_leaves_nothing_behind()
    {
        var job = await _store.Accept(_sweep);
        var other = new JobStore(new FolderArtifactStore(_folder["store"]));
        using var workshop = new Workshop(_store, onIteration: (chunk, step) =>
        {
            if (chunk.Variant == "v002" && step.Iteration == 3)
            {
                other.DeleteAsync(job.Id).GetAwaiter().GetResult();
            }
        });
        Assert.Equal(LocalEnd.Gone, await workshop.Runner.RunAsync(job.Id));
        Assert.Empty(await _store.Names(JobLayout.Jobs));
        Assert.Equal(LocalEnd.Gone, await workshop.Runner.RunAsync(job.Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_listener_is_told_of_every_moment_and_what_it_throws_is_no_trouble_of_the_jobs(bool throws)
    {
        var job = await _store.Accept(SmallJob.Request with { Webhook = new Uri("http://localhost/hook") });
        var listener = new Listener(throws);
        using var workshop = new Workshop(_store, listener: listener);
        for (var turns = 0; await workshop.Runner.RunAsync(job.Id, () => true) != LocalEnd.Done; turns++)
        {
            Assert.InRange(turns, 0, 5);
        }

        Assert.Equal(
            [JobMoment.Started, .. Enumerable.Repeat(JobMoment.Progress, 5), JobMoment.Done],
            listener.Told.Select(n => n.Moment));
        Assert.Equal(7, listener.Told.DistinctBy(n => n.Id).Count());
        Assert.Equal(
            [new(0, 2), new(0, 4), new(1, 0), new(1, 2), null],
            listener.Told.Where(n => n.Moment == JobMoment.Progress).Select(n => n.Position));
    }

    [Fact]
    public async Task When_the_clock_jumps_nothing_else_does()
    {
        var job = await _store.Accept(SmallJob.Request);
        using var workshop = new Workshop(_store, clock: new JumpingClock());
        for (var end = LocalEnd.TurnOver; end != LocalEnd.Done;)
        {
            end = await workshop.Runner.RunAsync(job.Id, () => true);
            var status = (await workshop.Jobs.ReadStatusAsync(job.Id))!;
            Assert.InRange(status.Remaining!.Value, 0, 600);
        }

        await _store.AssertPainted(job);
        var result = (await workshop.Jobs.ReadResultAsync(job.Id, SmallJob.OnlyVariant))!;
        Assert.All(result.Chunks, c => Assert.InRange(c.Timings.Load + c.Timings.Optimize + c.Timings.Save, 0, 600));
        var seconds = (await _store.History(job)).Chunks.SelectMany(c => c.Losses.Seconds);
        Assert.All(seconds, s => Assert.InRange(s, 0, 600));
    }

    [Fact]
    public async Task Two_processes_at_one_job_commit_each_chunk_once()
    {
        var job = await _store.Accept(_sweep);
        var ends = await Task.WhenAll(Enumerable.Range(1, 2).Select(i => Task.Run(async () =>
        {
            using var workshop = new Workshop(
                new FolderArtifactStore(_folder["store"]), new PaintingOptions(new ChunkBudget(i), Window: i));
            return await workshop.Runner.RunAsync(job.Id);
        })));
        Assert.Equal([LocalEnd.Done, LocalEnd.Done], ends);
        await _store.AssertPainted(job);
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static Backend Failing(int times) => SmallJob.Backend with
    {
        LoadNetwork = (network, cancellation) => times-- > 0
            ? throw new IOException("The weights cannot be read.")
            : SmallJob.Backend.LoadNetwork(network, cancellation),
    };

    private sealed class Listener(bool throws) : IJobListener
    {
        public List<JobNotice> Told { get; } = [];

        public Task TellAsync(Job job, JobNotice notice, CancellationToken cancellation)
        {
            Told.Add(notice);
            return throws ? throw new InvalidOperationException("Nobody listens.") : Task.CompletedTask;
        }
    }
}
