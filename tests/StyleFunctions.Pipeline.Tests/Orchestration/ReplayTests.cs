using System.Text;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Orchestration;

namespace StyleFunctions.Pipeline.Tests.Orchestration;

/// <summary>
/// The orchestrations as Durable Functions runs them: again and again from their histories, in whatever order calls
/// come to an end. From a history cut at every event they must ask for the same things in the same order.
/// </summary>
public sealed class ReplayTests
{
    private static readonly string _longMessage = new StringBuilder().Insert(0, "\"ü<漢😀", 2000).ToString();

    [Theory]
    [MemberData(nameof(Orders))]
    public void A_job_of_several_variants(int order)
    {
        var job = new ScriptedJob { Variants = 3, Chunks = 4 };
        Assert.Equal(JobEnd.Done, Run(job, order));
        Assert.Equal(["v001", "v002", "v003"], job.Finished.Order());
        Assert.Equal(12, job.Committed);
        Assert.Equal(1 + 12 + 1, job.Notices.Count);
        Assert.Equal(job.Notices.Count, job.Notices.DistinctBy(n => n.Id).Count());
        Assert.Equal((JobMoment.Started, JobMoment.Done), (job.Notices[0].Moment, job.Notices[^1].Moment));
    }

    [Theory]
    [InlineData(50, 1)]
    [InlineData(51, 2)]
    [InlineData(120, 3)]
    public void A_variant_of_many_chunks_is_started_anew_before_its_history_grows_long(int chunks, int executions)
    {
        var job = new ScriptedJob { Chunks = chunks };
        var hub = Record(job, order: 0);
        Assert.Equal((chunks, 1), (job.Committed, job.Finished.Count));
        Assert.Equal(1 + executions, hub.Executions.Count);
        Assert.All(hub.Executions, e => Assert.InRange(e.History.Count, 1, 110));
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void A_job_that_is_paused_and_resumed(int order)
    {
        var job = new ScriptedJob { Variants = 3, Chunks = 4, OnChunk = ControlAt(5, JobControlState.Pause) };
        Assert.Equal(JobEnd.Done, Run(job, order));
        Assert.Equal((12, 3, 1), (job.Committed, job.Finished.Count, job.Waits));
        Assert.Equal(
            [JobMoment.Started, JobMoment.Paused, JobMoment.Done],
            job.Notices.Select(n => n.Moment).Where(m => m != JobMoment.Progress));
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void A_job_that_is_cancelled(int order)
    {
        var job = new ScriptedJob { Variants = 5, Chunks = 4, OnChunk = ControlAt(5, JobControlState.Cancel) };
        Assert.Equal(JobEnd.Cancelled, Run(job, order));
        Assert.Equal((5, JobMoment.Cancelled), (job.Committed, job.Notices[^1].Moment));
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void A_job_of_which_a_variant_fails(int order)
    {
        var job = new ScriptedJob
        {
            Variants = 3,
            Chunks = 4,
            OnChunk = (job, committed) => job.NextFailure = committed == 5 ? "The picture is gone." : null,
        };
        Assert.Equal(JobEnd.Failed, Run(job, order));
        Assert.Equal("The picture is gone.", Assert.Single(job.Failures).Value);
        Assert.Equal((2, JobMoment.Failed), (job.Finished.Count, job.Notices[^1].Moment)); // the others are done
    }

    [Theory]
    [InlineData("LocateVariant")]
    [InlineData("RunChunk")]
    [InlineData("FinishVariant")]
    public void An_activity_that_fails_whenever_it_is_called_fails_its_variant(string activity)
    {
        var job = new ScriptedJob
        {
            Variants = 3,
            OnCall = call =>
            {
                if (call.Name == activity && call.Input.Contains("v002", StringComparison.Ordinal))
                {
                    throw new IOException("The disk is full.");
                }
            },
        };
        Assert.Equal(JobEnd.Failed, Run(job, order: 0));
        Assert.Equal(new KeyValuePair<string, string>("v002", "The disk is full."), Assert.Single(job.Failures));
        Assert.Equal(["v001", "v003"], job.Finished.Order());
    }

    [Fact]
    public void A_job_that_cannot_be_ended_fails_and_says_why()
    {
        var job = new ScriptedJob
        {
            Variants = 2,
            OnCall = call => _ = call.Name == "FinishJob" ? throw new IOException(_longMessage) : 0,
        };
        Assert.Equal(JobEnd.Failed, Run(job, order: 0));
        Assert.StartsWith(job.Failures[""][..^3], _longMessage, StringComparison.Ordinal);
        Assert.Equal((2, JobMoment.Failed), (job.Finished.Count, job.Notices[^1].Moment));
    }

    [Fact]
    public void A_job_that_is_deleted_as_it_ends_is_gone()
    {
        ScriptedJob? job = null;
        job = new ScriptedJob { OnCall = call => job!.IsGone |= call.Name == "FinishJob" };
        Assert.Equal(JobEnd.Gone, Run(job, order: 0));
        Assert.DoesNotContain(job.Notices, n => n.Moment == JobMoment.Done);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void A_job_that_is_deleted(int order)
    {
        var job = new ScriptedJob
        {
            Variants = 3,
            Chunks = 4,
            OnChunk = (job, committed) => job.IsGone = committed >= 5,
        };
        Assert.Equal(JobEnd.Gone, Run(job, order));
        Assert.Equal(5, job.Committed);
    }

    [Fact]
    public void A_job_that_was_deleted_or_held_before_it_began()
    {
        Assert.Equal(JobEnd.Gone, Run(new ScriptedJob { IsGone = true }, order: 0));

        var paused = new ScriptedJob { Control = JobControlState.Pause };
        Assert.Equal(JobEnd.Done, Run(paused, order: 0));
        Assert.Equal((1, JobMoment.Started), (paused.Waits, paused.Notices[0].Moment));

        var cancelled = new ScriptedJob { Control = JobControlState.Cancel };
        Assert.Equal(JobEnd.Cancelled, Run(cancelled, order: 0));
        Assert.Equal((0, JobMoment.Cancelled), (cancelled.Committed, Assert.Single(cancelled.Notices).Moment));
    }

    [Fact]
    public void Whom_nobody_wants_to_be_told_is_told_nothing()
    {
        var job = new ScriptedJob { Notifies = false };
        Assert.Equal(JobEnd.Done, Run(job, order: 0));
        Assert.Empty(job.Notices);
    }

    [Fact]
    public void The_thousandth_variant_and_the_longest_message_stay_small()
    {
        var job = new ScriptedJob
        {
            Variants = 1000,
            First = 997,
            OnCall = call =>
            {
                if (call.Name == "RunChunk" && call.Input.Contains("v1000", StringComparison.Ordinal))
                {
                    throw new IOException(_longMessage);
                }
            },
        };
        Assert.Equal(JobEnd.Failed, Run(job, order: 0));
        Assert.Equal(["v998", "v999"], job.Finished);
        var message = Assert.Single(job.Failures).Value;
        Assert.StartsWith(message[..^3], _longMessage, StringComparison.Ordinal);
        Assert.EndsWith("...", message, StringComparison.Ordinal);
        Assert.False(char.IsHighSurrogate(message[^4]));
    }

    [Fact]
    public void A_short_message_is_kept_whole()
    {
        var message = new string('x', 700);
        Assert.Same(message, ShortMessage.Of(message));
        Assert.Equal(new string('x', 697) + "...", ShortMessage.Of(message + "x"));
        Assert.Equal("", ShortMessage.Of(""));
    }

    [Theory]
    [InlineData("a new name")]
    [InlineData("the clock")]
    [InlineData("another thread")]
    [InlineData("a delay")]
    [InlineData("what a static field holds")]
    public void An_orchestration_that_looks_beyond_its_context_is_caught(string sin)
    {
        var count = 0;
        var orchestrations = DurableHub.Orchestrations.ToDictionary();
        orchestrations[VariantOrchestration.Name] = async (context, input) =>
        {
            var run = Execution.Read<VariantRun>(input);
            await context.CallAsync(JobActivities.Locate, run.Key);
            switch (sin)
            {
                case "a new name":
                    run = run with { Key = run.Key with { Variant = $"{Guid.NewGuid()}" } };
                    break;
                case "the clock":
                    run = run with { Key = run.Key with { Variant = $"{DateTime.UtcNow.Ticks}" } };
                    break;
                case "another thread":
                    await context.CallAsync(JobActivities.Locate, run.Key).ConfigureAwait(false);
                    break;
                case "a delay":
                    await Task.Delay(1);
                    break;
                default:
                    run = run with { Key = run.Key with { Variant = $"{++count}" } };
                    break;
            }

            await context.CallAsync(JobActivities.Locate, run.Key);
            return Execution.Write(VariantEnd.Done);
        };
        var hub = new DurableHub(orchestrations, new ScriptedJob().Answer, _ => 0);
        hub.Run(JobOrchestration.Name, Execution.Write(new JobRun(ScriptedJob.Id)));
        Assert.NotNull(hub.FirstDifference());
    }

    // First come first, last come first, and any other.
    public static TheoryData<int> Orders() => [0, 1, 2, 3, 4, 5, 6, 7];

    private static JobEnd Run(ScriptedJob job, int order) => Execution.Read<JobEnd>(Record(job, order).Result!);

    private static (IReadOnlyList<RecordedExecution> Executions, string? Result) Record(ScriptedJob job, int order)
    {
        var random = new Random(order);
        var hub = new DurableHub(DurableHub.Orchestrations, job.Answer, count => order switch
        {
            0 => 0,
            1 => count - 1,
            _ => random.Next(count),
        });
        var result = hub.Run(JobOrchestration.Name, Execution.Write(new JobRun(ScriptedJob.Id)));
        Assert.Null(hub.FirstDifference());
        Assert.True(result is not null, string.Join("\n\n", hub.Executions.Select(e => e.Live.Story)));
        foreach (var execution in hub.Executions)
        {
            Assert.All(
                [
                    .. execution.Live.Calls.Select(c => c.Input),
                    .. execution.Live.Reports,
                    .. execution.History.Select(e => e.Result),
                    execution.Live.Next ?? "",
                ],
                json => Assert.InRange(Encoding.UTF8.GetByteCount(json), 0, 1023));
        }

        return (hub.Executions, result);
    }

    private static Action<ScriptedJob, int> ControlAt(int chunk, JobControlState state) => (job, committed) =>
    {
        if (committed == chunk)
        {
            job.Control = state;
        }
    };
}
