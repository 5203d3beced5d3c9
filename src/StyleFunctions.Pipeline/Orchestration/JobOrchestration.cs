using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>
/// Paints a job: prepare, every variant, some of them at once, then what belongs to all of them. Started again at any
/// time, it goes on: what is done is told by the artifacts, never by its own history.
/// </summary>
public static class JobOrchestration
{
    /// <summary>Its name in Durable Functions.</summary>
    public const string Name = "StylizeJob";

    /// <summary>The event that a paused job waits for.</summary>
    public const string Resumed = "Resumed";

    // An event may get lost; the job's control does not.
    private static readonly TimeSpan _longestPause = TimeSpan.FromHours(1);

    /// <summary>Runs it.</summary>
    /// <param name="context">The world.</param>
    /// <param name="run">Which job.</param>
    public static async Task<JobEnd> RunAsync(IOrchestrationContext context, JobRun run)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(run);
        if (await context.CallAsync(JobActivities.Prepare, run.Job) is not { } plan)
        {
            return JobEnd.Gone;
        }

        if (plan.Control == JobControlState.Pause)
        {
            await context.WaitAsync(Resumed, _longestPause);
            context.ContinueAsNew(run);
            return JobEnd.Cancelled;
        }

        return plan.Control == JobControlState.Cancel
            ? await EndAsync(context, run, plan, JobMoment.Cancelled, JobEnd.Cancelled)
            : await RunAsync(context, run, plan);
    }

    private static async Task<JobEnd> RunAsync(IOrchestrationContext context, JobRun run, JobPlan plan)
    {
        if (!plan.HasBegun)
        {
            await TellAsync(context, run, plan, JobMoment.Started, "started");
        }

        var ends = await PaintAsync(context, run, plan);
        if (ends.Contains(VariantEnd.Gone))
        {
            return JobEnd.Gone;
        }

        if (ends.Contains(VariantEnd.Cancelled))
        {
            return await EndAsync(context, run, plan, JobMoment.Cancelled, JobEnd.Cancelled);
        }

        if (ends.Contains(VariantEnd.Paused))
        {
            await TellAsync(context, run, plan, JobMoment.Paused, context.NewName());
            context.ContinueAsNew(run); // where it waits, unless it was resumed meanwhile
            return JobEnd.Cancelled;
        }

        if (ends.Contains(VariantEnd.Failed))
        {
            return await EndAsync(context, run, plan, JobMoment.Failed, JobEnd.Failed);
        }

        return await FinishAsync(context, run, plan);
    }

    private static async Task<JobEnd> FinishAsync(IOrchestrationContext context, JobRun run, JobPlan plan)
    {
        try
        {
            if (!await context.CallAsync(JobActivities.FinishJob, run.Job))
            {
                return JobEnd.Gone;
            }
        }
        catch (ActivityFailedException e)
        {
            var failure = new FinishFailure(run.Job, ShortMessage.Of(e.Message));
            return await context.CallAsync(JobActivities.FailJob, failure)
                ? await EndAsync(context, run, plan, JobMoment.Failed, JobEnd.Failed)
                : JobEnd.Gone;
        }

        await TellAsync(context, run, plan, JobMoment.Done, "done");
        return JobEnd.Done;
    }

    // A window of them: as one ends, the next begins.
    private static async Task<IReadOnlyList<VariantEnd>> PaintAsync(
        IOrchestrationContext context, JobRun run, JobPlan plan)
    {
        var ends = new List<VariantEnd>();
        var painting = new List<Task<VariantEnd>>();
        for (var next = plan.First; next < plan.Variants || painting.Count > 0;)
        {
            if (next < plan.Variants && painting.Count < plan.Window)
            {
                var key = new VariantKey(run.Job, Variant.IdOf(next++));
                painting.Add(context.StartVariantAsync(new VariantRun(key, plan.Budget, plan.Notifies)));
                continue;
            }

            var ended = await Task.WhenAny(painting);
            painting.Remove(ended);
            ends.Add(await ended);
            if (ends[^1] is VariantEnd.Paused or VariantEnd.Cancelled or VariantEnd.Gone)
            {
                next = plan.Variants; // the others that run end so too
            }

            context.Report(new OrchestrationProgress(run.Job, Done: plan.First + ends.Count, Variants: plan.Variants));
        }

        return ends;
    }

    private static async Task<JobEnd> EndAsync(
        IOrchestrationContext context, JobRun run, JobPlan plan, JobMoment moment, JobEnd end)
    {
        await TellAsync(context, run, plan, moment, context.NewName());
        return end;
    }

    private static async Task TellAsync(
        IOrchestrationContext context, JobRun run, JobPlan plan, JobMoment moment, string name)
    {
        if (plan.Notifies)
        {
            await context.CallAsync(JobActivities.Notify, new JobNotice(run.Job, moment, $"{run.Job}-{name}"));
        }
    }
}
