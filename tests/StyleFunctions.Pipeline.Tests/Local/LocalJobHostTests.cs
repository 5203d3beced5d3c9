using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Local;
using StyleFunctions.Pipeline.Orchestration;
using StyleFunctions.Pipeline.Tests.Artifacts;
using StyleFunctions.Pipeline.Tests.Jobs;

namespace StyleFunctions.Pipeline.Tests.Local;

/// <summary>Many jobs in one process: who is painted when, and that none is lost.</summary>
public sealed class LocalJobHostTests : IDisposable
{
    private static readonly PaintingOptions _ones = new(new ChunkBudget(1));

    private static readonly LocalJobHostOptions _shortTurns = new() { Turn = TimeSpan.Zero };

    private readonly TemporaryFolder _folder = new();
    private readonly FolderArtifactStore _store;

    public LocalJobHostTests() => _store = new FolderArtifactStore(_folder["store"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_long_job_holds_a_short_one_up_for_a_turn_and_no_more()
    {
        var order = new List<string>();
        using var workshop = new Workshop(
            _store, _ones, (chunk, _) => order.Add(chunk.Job), hostOptions: _shortTurns);
        Job[] jobs =
            [await Submit(workshop, 1, "5"), await Submit(workshop, 2, "1"), await Submit(workshop, 3, "2")];
        await workshop.RunUntilIdle();
        var names = order.Select(id => "ABC"[Array.FindIndex(jobs, j => j.Id == id)]);
        Assert.Equal("ABCABCABCABCABCACAAA", string.Concat(names));
        foreach (var job in jobs)
        {
            await _store.AssertPainted(job);
        }
    }

    [Fact]
    public async Task As_long_as_its_turn_lasts_or_nobody_waits_a_job_is_painted_on()
    {
        var order = new List<string>();
        using var workshop = new Workshop(_store, _ones, (chunk, _) => order.Add(chunk.Job));
        var (first, second) = (await Submit(workshop, 1), await Submit(workshop, 2));
        await workshop.RunUntilIdle();
        Assert.Equal([first.Id, second.Id], order.Chunk(9).Select(nine => Assert.Single(nine.Distinct())));
    }

    [Fact]
    public async Task A_thousand_may_wait_and_no_more()
    {
        using var workshop = new Workshop(_store);
        var ids = Enumerable.Range(1, 1000).Select(run => $"0123456789abcdef01234567-{run}").ToList();
        foreach (var id in ids)
        {
            await workshop.Host.StartAsync(id);
            await workshop.Host.StartAsync(id); // is the same
        }

        Assert.Equal(1000, workshop.Host.Waiting);
        await Assert.ThrowsAsync<QueueFullException>(() => Submit(workshop, 1));
        Assert.Empty(await _store.Names(JobLayout.Jobs)); // it is not kept
        await workshop.Host.LeaveAsync(ids[500]);
        var job = await Submit(workshop, 1);
        await workshop.RunUntilIdle(); // the others are gone
        await _store.AssertPainted(job);
        Assert.Empty(workshop.Troubles);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    public async Task Resumed_while_it_is_being_paused_it_goes_on(int pauseAt)
    {
        var done = 0;
        var listener = new PausedListener();
        Workshop? workshop = null;
        using (workshop = new Workshop(
            _store,
            _ones,
            (chunk, _) =>
            {
                if (++done == pauseAt)
                {
                    workshop!.Desk.PauseAsync(chunk.Job).GetAwaiter().GetResult();
                }
            },
            listener))
        {
            listener.OnPaused = job => workshop.Desk.ResumeAsync(job);
            var job = await Submit(workshop, 1);
            await workshop.RunUntilIdle();
            await _store.AssertPainted(job);
        }
    }

    [Fact]
    public async Task Resumed_between_its_last_look_and_its_leaving_it_goes_on()
    {
        var watched = new WatchedStore(_store);
        using var workshop = new Workshop(watched, _ones);
        var job = await Submit(workshop, 1);
        await workshop.Desk.PauseAsync(job.Id);
        watched.OnRead = async name =>
        {
            if (name == JobLayout.Control(job.Id))
            {
                watched.OnRead = _ => Task.CompletedTask;
                await workshop.Desk.ResumeAsync(job.Id); // the host has just read that it is to pause
            }
        };
        await workshop.RunUntilIdle();
        await _store.AssertPainted(job);
    }

    [Fact]
    public async Task Paused_while_it_waits_it_gives_way_until_it_is_resumed()
    {
        using var workshop = new Workshop(_store);
        var (first, second) = (await Submit(workshop, 1), await Submit(workshop, 2));
        await workshop.Desk.PauseAsync(first.Id);
        await workshop.RunUntilIdle();
        Assert.Equal((JobState.Paused, JobState.Done), (await workshop.State(first), await workshop.State(second)));
        Assert.Empty((await _store.History(first)).Chunks);
        await workshop.Desk.ResumeAsync(first.Id);
        await workshop.RunUntilIdle();
        await _store.AssertPainted(first);
    }

    [Fact]
    public async Task Cancelled_it_ends_and_is_not_taken_up_again_by_itself()
    {
        var done = 0;
        Workshop? workshop = null;
        using (workshop = new Workshop(_store, _ones, (chunk, _) =>
        {
            if (++done == 4)
            {
                workshop!.Desk.CancelAsync(chunk.Job).GetAwaiter().GetResult();
            }
        }))
        {
            var job = await Submit(workshop, 1);
            await workshop.RunUntilIdle();
            await workshop.Host.SweepAsync();
            await Submit(workshop, 1); // the same request is the same job, and cancelled
            await workshop.RunUntilIdle();
            Assert.Equal((JobState.Cancelled, 4), (await workshop.State(job), done));
            await workshop.Desk.ResumeAsync(job.Id);
            await workshop.RunUntilIdle();
            await _store.AssertPainted(job);
        }
    }

    [Fact]
    public async Task A_paused_job_that_is_cancelled_is_told_of()
    {
        var listener = new PausedListener();
        using var workshop = new Workshop(_store, _ones, listener: listener);
        var job = await Submit(workshop, 1);
        await workshop.Desk.PauseAsync(job.Id);
        await workshop.RunUntilIdle();
        await workshop.Desk.CancelAsync(job.Id);
        await workshop.RunUntilIdle();
        Assert.Equal([JobMoment.Cancelled], listener.Told);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Deleted_while_it_runs_it_is_left_first_and_leaves_nothing_behind(int iteration)
    {
        var (reached, done) = (new TaskCompletionSource(), 0);
        using var workshop = new Workshop(_store, _ones, (_, _) =>
        {
            if (++done == iteration)
            {
                reached.SetResult();
            }
        });
        var (job, other) = (await Submit(workshop, 1, "1000"), await Submit(workshop, 2));
        using var stop = new CancellationTokenSource();
        var running = Task.Run(() => workshop.Host.RunAsync(stop.Token));
        await reached.Task;
        Assert.True(await workshop.Desk.DeleteAsync(job.Id));
        Assert.Empty(await _store.Names(JobLayout.Folder(job.Id)));
        Assert.NotEqual(job.Id, workshop.Host.Running);
        Assert.False(await workshop.Desk.DeleteAsync(job.Id));
        await stop.CancelAsync();
        await running;
        await workshop.RunUntilIdle();
        await _store.AssertPainted(other);
        Assert.Empty(await _store.Names(JobLayout.Folder(job.Id)));
        Assert.Empty(workshop.Troubles);
    }

    [Fact]
    public async Task Deleted_while_it_waits_it_gives_up_its_place()
    {
        using var workshop = new Workshop(_store);
        var (first, second) = (await Submit(workshop, 1), await Submit(workshop, 2));
        Assert.True(await workshop.Desk.DeleteAsync(first.Id));
        Assert.Equal(1, workshop.Host.Waiting);
        await workshop.RunUntilIdle();
        await _store.AssertPainted(second);
        var again = await Submit(workshop, 1);
        Assert.Equal(first.Id, again.Id);
        await workshop.RunUntilIdle();
        await _store.AssertPainted(again);
    }

    [Fact]
    public async Task Other_processes_jobs_are_found_in_the_order_they_were_accepted()
    {
        var order = new List<string>();
        var (paused, failed, commandLine) = (await Accept(7), await Accept(8), await Accept(9));
        var jobs = new JobStore(_store);
        await jobs.SetControlAsync(paused, JobControlState.Pause);
        await jobs.FailAsync(failed.Id, SmallJob.OnlyVariant, new JobFailure("It failed.", SmallJob.Accepted));
        await jobs.SetOutputAsync(commandLine.Id, new JobOutput("/nowhere.png", 90));
        await _store.Create($"jobs/{new string('0', 24)}-1/job.json", "{");

        using var first = new Workshop(_store);
        var accepted = new[] { await Submit(first, 1), await Submit(first, 2), await Submit(first, 3) };
        using var second = new Workshop(_store, onIteration: (chunk, _) => order.Add(chunk.Job));
        await second.Host.SweepAsync();
        await second.Host.SweepAsync();
        Assert.Equal(3, second.Host.Waiting);
        await second.RunUntilIdle();
        Assert.Equal(accepted.Select(j => j.Id), order.Distinct());
        Assert.Equal(
            [JobState.Paused, JobState.Failed, JobState.Waiting],
            [await second.State(paused), await second.State(failed), await second.State(commandLine)]);
        Assert.Single(second.Troubles); // the damaged one, in both sweeps
    }

    [Theory]
    [InlineData("job.json")]
    [InlineData("manifest.json")]
    public async Task What_may_not_be_read_is_told_of_once_and_the_others_are_found(string file)
    {
        var (closed, other) = (await Accept(1), await Accept(2));
        var watched = new WatchedStore(_store)
        {
            OnRead = name => name == JobLayout.Folder(closed.Id) + file
                ? throw new UnauthorizedAccessException("Not yours.")
                : Task.CompletedTask,
        };
        using var workshop = new Workshop(watched);
        await workshop.Host.SweepAsync();
        await workshop.Host.SweepAsync();
        Assert.Equal(closed.Id, Assert.Single(workshop.Troubles).Job);
        Assert.Equal(1, workshop.Host.Waiting);
        await workshop.RunUntilIdle();
        await _store.AssertPainted(other);
    }

    [Fact]
    public async Task A_done_job_that_was_deleted_and_handed_in_again_is_found_again()
    {
        using var workshop = new Workshop(_store);
        var job = await Submit(workshop, 1);
        await workshop.RunUntilIdle();
        await workshop.Host.SweepAsync();
        Assert.Equal(0, workshop.Host.Waiting);
        await workshop.Desk.DeleteAsync(job.Id);
        await Submit(workshop, 1);
        await workshop.Host.LeaveAsync(job.Id); // as if it had met with trouble
        await workshop.Host.SweepAsync();
        Assert.Equal(1, workshop.Host.Waiting);
    }

    [Fact]
    public async Task Stopped_in_the_middle_it_goes_on_when_it_runs_again()
    {
        using var stop = new CancellationTokenSource();
        var done = 0;
        using var workshop = new Workshop(_store, _ones, (_, _) =>
        {
            if (++done == 3)
            {
                stop.Cancel();
            }
        });
        var job = await Submit(workshop, 1);
        await workshop.Host.RunAsync(stop.Token);
        Assert.Equal((3, 1), (done, workshop.Host.Waiting));
        await workshop.RunUntilIdle();
        await _store.AssertPainted(job);
        Assert.Equal(9, done);
    }

    [Fact]
    public async Task What_cannot_even_be_said_to_have_failed_is_told_and_the_others_go_on()
    {
        using var workshop = new Workshop(_store);
        var (damaged, other) = (await Submit(workshop, 1), await Submit(workshop, 2));
        File.WriteAllText(_folder[$"store/{JobLayout.Job(damaged.Id)}"], "{");
        await workshop.RunUntilIdle();
        Assert.Equal(damaged.Id, Assert.Single(workshop.Troubles).Job);
        await _store.AssertPainted(other);
        Assert.True(await workshop.Desk.DeleteAsync(damaged.Id)); // as a person would
    }

    [Fact]
    public async Task What_another_process_is_at_waits_for_a_sweep()
    {
        var other = new FolderArtifactStore(_folder["store"]);
        using var workshop = new Workshop(_store, claim: _store.TryClaim);
        var (taken, free) = (await Submit(workshop, 1), await Submit(workshop, 2));
        using (var claim = other.TryClaim(taken.Id))
        {
            await workshop.RunUntilIdle();
            Assert.Equal((JobState.Waiting, JobState.Done), (await workshop.State(taken), await workshop.State(free)));
        }

        await workshop.Host.SweepAsync();
        await workshop.RunUntilIdle();
        await _store.AssertPainted(taken);
        Assert.False(other.IsClaimed(taken.Id));
    }

    [Fact]
    public async Task Two_hosts_on_one_folder_commit_each_chunk_once()
    {
        var jobs = new List<Job> { await Accept(1), await Accept(2), await Accept(3) };
        await Task.WhenAll(Enumerable.Range(1, 2).Select(i => Task.Run(async () =>
        {
            using var workshop = new Workshop(
                new FolderArtifactStore(_folder["store"]),
                new PaintingOptions(new ChunkBudget(i)),
                hostOptions: _shortTurns);
            await workshop.Host.SweepAsync();
            await workshop.RunUntilIdle();
            Assert.Empty(workshop.Troubles);
        })));
        foreach (var job in jobs)
        {
            await _store.AssertPainted(job);
        }
    }

    [Fact]
    public async Task With_people_at_every_button_no_job_is_lost()
    {
        var random = new Random(1);
        using var workshop = new Workshop(_store, _ones, hostOptions: _shortTurns);
        var jobs = new List<Job>();
        for (var seed = 1; seed <= 4; seed++)
        {
            jobs.Add(await Submit(workshop, seed));
        }

        using var stop = new CancellationTokenSource();
        var running = Task.Run(() => workshop.Host.RunAsync(stop.Token));
        for (var click = 0; click < 60; click++)
        {
            var (job, seed) = jobs.Index().Select(j => (j.Item, j.Index + 1)).ElementAt(random.Next(jobs.Count));
            await (random.Next(6) switch
            {
                0 => workshop.Desk.PauseAsync(job.Id),
                1 => workshop.Desk.CancelAsync(job.Id),
                2 => workshop.Desk.DeleteAsync(job.Id),
                3 => Submit(workshop, seed),
                4 => workshop.Host.SweepAsync(),
                _ => workshop.Desk.ResumeAsync(job.Id),
            });
            await Task.Delay(random.Next(4));
        }

        foreach (var (index, job) in jobs.Index())
        {
            await Submit(workshop, index + 1);
            await workshop.Desk.ResumeAsync(job.Id);
        }

        await stop.CancelAsync();
        await running;
        await workshop.RunUntilIdle();
        Assert.Empty(workshop.Troubles);
        foreach (var job in jobs)
        {
            await _store.AssertPainted(job);
        }
    }

    private static JobRequest Request(int seed, string iterations) => SmallJob.Request.With(
        ("seed", $"{seed}"), ("initial-iterations", iterations));

    private Task<Job> Accept(int seed) => _store.Accept(Request(seed, "5"));

    private static async Task<Job> Submit(Workshop workshop, int seed, string iterations = "5") =>
        (await workshop.Submit(Request(seed, iterations) with { Webhook = new Uri("http://localhost/hook") })).Job;

    private sealed class PausedListener : IJobListener
    {
        public List<JobMoment> Told { get; } = [];

        public Func<string, Task> OnPaused { get; set; } = _ => Task.CompletedTask;

        public async Task TellAsync(Job job, JobNotice notice, CancellationToken cancellation)
        {
            Told.Add(notice.Moment);
            if (notice.Moment == JobMoment.Paused)
            {
                await OnPaused(notice.Job);
            }
        }
    }
}
