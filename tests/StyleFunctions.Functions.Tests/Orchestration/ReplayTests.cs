using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using StyleFunctions.Functions.Orchestration;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Orchestration;
using StyleFunctions.Pipeline.Tests.Jobs;

namespace StyleFunctions.Functions.Tests.Orchestration;

/// <summary>Orchestrations are run again from their histories, and what differs is noticed.</summary>
public sealed class ReplayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FolderArtifactStore _store;

    public ReplayTests() => _store = new FolderArtifactStore(_folder["store"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_answer_replays_what_was_before_it()
    {
        await using var hub = await TaskHub.StartAsync(_store);
        var job = (await hub.SubmitAsync(SmallJob.Request)).Job;
        Assert.Equal(JobEnd.Done, await hub.EndAsync(job));
        var runs = hub.Calls.Where(c => c.Name == VariantOrchestration.Name).ToList();
        Assert.False(runs[0].IsReplay);
        Assert.All(runs.Skip(1), r => Assert.True(r.IsReplay));
        var answers = hub.Calls.Count(c => c.Instance == runs[0].Instance && c.Name != VariantOrchestration.Name);
        Assert.Equal(1 + answers, runs.Count);
    }

    [Fact]
    public async Task An_orchestration_that_calls_something_else_when_replayed_is_caught()
    {
        await using var hub = await TaskHub.StartAsync(_store, orchestrations: typeof(FickleFunctions));
        var job = await _store.Accept(SmallJob.Request);
        await hub.Jobs.TakeUpAsync(job.Id);
        var end = await hub.Client.WaitForInstanceCompletionAsync(JobRuns.Name(job.Id, 1), getInputsAndOutputs: true);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("non-deterministic", end.FailureDetails!.ErrorMessage, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A job that calls one activity at first and another when it is run again.</summary>
    public static class FickleFunctions
    {
        [Function(JobOrchestration.Name)]
        public static async Task<JobEnd> StylizeJob([OrchestrationTrigger] TaskOrchestrationContext context, JobRun run)
        {
            var durable = new DurableContext(context);
            if (context.IsReplaying)
            {
                await durable.CallAsync(JobActivities.FinishJob, run.Job);
            }

            await durable.CallAsync(JobActivities.Prepare, run.Job);
            return JobEnd.Done;
        }
    }
}
