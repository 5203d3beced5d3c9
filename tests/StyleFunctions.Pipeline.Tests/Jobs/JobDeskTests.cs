using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Local;
using StyleFunctions.Pipeline.Tests.Artifacts;
using StyleFunctions.Pipeline.Tests.Local;

namespace StyleFunctions.Pipeline.Tests.Jobs;

/// <summary>What people can do with jobs.</summary>
public sealed class JobDeskTests : IDisposable
{
    private static readonly JobRequest _other = SmallJob.Request.With(("seed", "2"));

    private readonly TemporaryFolder _folder = new();
    private readonly FolderArtifactStore _store;
    private readonly Workshop _workshop;

    public JobDeskTests()
    {
        _store = new FolderArtifactStore(_folder["store"]);
        _workshop = new Workshop(_store, hostOptions: new LocalJobHostOptions { Bound = 2 });
    }

    public void Dispose()
    {
        _workshop.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_same_request_twice_is_one_job_and_a_changed_one_another()
    {
        var first = await _workshop.Submit(SmallJob.Request);
        var again = await _workshop.Submit(SmallJob.Request);
        Assert.Equal((true, false), (first.IsNew, again.IsNew));
        Assert.Equal(first.Job.Id, again.Job.Id);
        Assert.Equal(1, _workshop.Host.Waiting);
        Assert.NotEqual(first.Job.Id, (await _workshop.Submit(_other)).Job.Id);
        await _workshop.RunUntilIdle();
        await _store.AssertPainted(first.Job);
    }

    [Fact]
    public async Task Handed_in_by_many_at_once_it_is_one_job()
    {
        var accepted = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Task.Run(() => _workshop.Submit(SmallJob.Request, "key"))));
        Assert.Single(accepted.Select(a => a.Job.Id).Distinct());
        Assert.Single(accepted, a => a.IsNew);
        Assert.Equal(1, _workshop.Host.Waiting);
    }

    [Fact]
    public async Task A_key_is_for_one_request()
    {
        var first = await _workshop.Submit(SmallJob.Request, "my key");
        var again = await _workshop.Submit(SmallJob.Request, "my key");
        Assert.Equal(first.Job.Id, again.Job.Id);
        await Assert.ThrowsAsync<IdempotencyConflictException>(() => _workshop.Submit(_other, "my key"));
        Assert.Equal([$"jobs/{first.Job.Id}/"], await _store.Folders(JobLayout.Jobs)); // the other is not kept
        Assert.NotEqual(first.Job.Id, (await _workshop.Submit(_other, "another key \0 / ü")).Job.Id);
        Assert.Equal(first.Job.Id, (await _workshop.Submit(SmallJob.Request, "a second key")).Job.Id);
    }

    [Fact]
    public async Task A_key_is_for_one_webhook_and_name_too()
    {
        var request = SmallJob.Request with { Name = "A", Webhook = new Uri("http://localhost/a") };
        await _workshop.Submit(request, "key");
        Assert.False((await _workshop.Submit(request with { }, "key")).IsNew);
        await Assert.ThrowsAsync<IdempotencyConflictException>(
            () => _workshop.Submit(request with { Webhook = new Uri("http://localhost/b") }, "key"));
        await Assert.ThrowsAsync<IdempotencyConflictException>(
            () => _workshop.Submit(request with { Name = "B" }, "key"));
    }

    [Fact]
    public async Task What_is_resumed_may_run_before_it_is_started()
    {
        var job = (await _workshop.Submit(SmallJob.Request)).Job;
        await _workshop.Desk.CancelAsync(job.Id);
        var host = new PromptHost(_workshop.Jobs);
        using var desk = new JobDesk(_store, host);
        await desk.ResumeAsync(job.Id);
        Assert.Equal([JobControlState.Run], host.Started); // else it would tell again that it is cancelled
    }

    [Fact]
    public async Task A_request_that_is_refused_for_its_key_leaves_the_job_it_is_alone()
    {
        await _workshop.Submit(SmallJob.Request, "first");
        var other = await _workshop.Submit(_other, "second");
        await Assert.ThrowsAsync<IdempotencyConflictException>(() => _workshop.Submit(_other, "first"));
        Assert.NotNull(await _workshop.Jobs.ReadAsync(other.Job.Id));
    }

    [Fact]
    public async Task What_is_too_much_is_refused_and_not_kept_but_accepted_later()
    {
        var (first, second) = (await _workshop.Submit(SmallJob.Request), await _workshop.Submit(_other));
        var third = SmallJob.Request.With(("seed", "3"));
        var refusal = await Assert.ThrowsAsync<QueueFullException>(() => _workshop.Submit(third, "key"));
        Assert.StartsWith("2 jobs are waiting", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await _store.Folders(JobLayout.Jobs)).Count);
        Assert.False((await _workshop.Submit(SmallJob.Request)).IsNew); // which waits already
        await _workshop.RunUntilIdle();
        Assert.True((await _workshop.Submit(third, "key")).IsNew);
    }

    [Fact]
    public async Task A_job_that_cannot_be_resumed_for_want_of_room_stays_as_it_is()
    {
        var job = (await _workshop.Submit(SmallJob.Request)).Job;
        await _workshop.Desk.PauseAsync(job.Id);
        await _workshop.RunUntilIdle();
        await _workshop.Jobs.FailAsync(
            job.Id, SmallJob.OnlyVariant, new JobFailure("It failed.", SmallJob.Accepted));
        await _workshop.Submit(_other);
        await _workshop.Submit(SmallJob.Request.With(("seed", "3")));
        await Assert.ThrowsAsync<QueueFullException>(() => _workshop.Desk.ResumeAsync(job.Id));
        Assert.Equal(JobControlState.Pause, await _workshop.Jobs.ReadControlAsync(job.Id));
        Assert.NotNull(await _workshop.Jobs.ReadFailureAsync(job.Id, SmallJob.OnlyVariant));
        Assert.NotNull(await _workshop.Desk.CancelAsync(job.Id)); // needs no room

        await _workshop.RunUntilIdle();
        await _workshop.Desk.ResumeAsync(job.Id);
        await _workshop.RunUntilIdle();
        await _store.AssertPainted(job);
    }

    [Fact]
    public async Task A_failed_job_that_is_resumed_goes_on()
    {
        var job = (await _workshop.Submit(SmallJob.Request)).Job;
        var style = JobLayout.Input(job.Id, job.Variants[0].Styles[0]);
        await _store.DeleteAsync(style);
        await _workshop.RunUntilIdle();
        Assert.Equal(JobState.Failed, await _workshop.State(job));
        await _workshop.Submit(SmallJob.Request); // puts the picture back, but does not forgive
        await _workshop.RunUntilIdle();
        Assert.Equal(JobState.Failed, await _workshop.State(job));
        await _workshop.Desk.ResumeAsync(job.Id);
        await _workshop.RunUntilIdle();
        await _store.AssertPainted(job);
    }

    [Theory]
    [InlineData("0123456789abcdef01234567-1")]
    [InlineData("../keys")]
    [InlineData("")]
    public async Task Of_what_is_no_job_there_is_nothing_to_do(string id)
    {
        Assert.Null(await _workshop.Desk.PauseAsync(id));
        Assert.Null(await _workshop.Desk.CancelAsync(id));
        Assert.Null(await _workshop.Desk.ResumeAsync(id));
        Assert.False(await _workshop.Desk.DeleteAsync(id));
        Assert.True(_workshop.Host.IsIdle);
        Assert.Empty(await _store.Names(""));
    }

    [Fact]
    public async Task Handed_in_while_it_is_being_deleted_it_is_there_whole_or_not_at_all()
    {
        for (var i = 0; i < 20; i++)
        {
            var job = (await _workshop.Submit(SmallJob.Request)).Job;
            var (deleted, again) = (
                Task.Run(() => _workshop.Desk.DeleteAsync(job.Id)), Task.Run(() => _workshop.Submit(SmallJob.Request)));
            await Task.WhenAll(deleted, again);
            var names = await _store.Names(JobLayout.Folder(job.Id));
            Assert.Equal((await again).IsNew ? 3 : 0, names.Count); // job.json and two pictures
            await _workshop.Desk.DeleteAsync(job.Id);
        }
    }

    // Looks at a job the moment it is started.
    private sealed class PromptHost(JobStore jobs) : IJobHost
    {
        public List<JobControlState> Started { get; } = [];

        public async Task StartAsync(string job, CancellationToken cancellation = default) =>
            Started.Add(await jobs.ReadControlAsync(job, cancellation));

        public Task LeaveAsync(string job, CancellationToken cancellation = default) => Task.CompletedTask;
    }
}
