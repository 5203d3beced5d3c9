using Microsoft.DurableTask;
using StyleFunctions.Pipeline.Orchestration;

namespace StyleFunctions.Functions.Orchestration;

/// <summary>What the pipeline's orchestrations know of the world, by Durable Functions.</summary>
/// <param name="context">The orchestration's own.</param>
internal sealed class DurableContext(TaskOrchestrationContext context) : IOrchestrationContext
{
    private static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(
        RetryRule.Default.Attempts, RetryRule.Default.FirstDelay, RetryRule.Default.Factor));

    /// <inheritdoc/>
    public async Task<TResult> CallAsync<TInput, TResult>(JobActivity<TInput, TResult> activity, TInput input)
    {
        try
        {
            return await context.CallActivityAsync<TResult>(activity.Name, input, Retry);
        }
        catch (TaskFailedException e)
        {
            throw new ActivityFailedException(e.FailureDetails?.ErrorMessage ?? e.Message, e);
        }
    }

    /// <inheritdoc/>
    public async Task<VariantEnd> StartVariantAsync(VariantRun run)
    {
        try
        {
            return await context.CallSubOrchestratorAsync<VariantEnd>(VariantOrchestration.Name, run);
        }
        catch (TaskFailedException)
        {
            return VariantEnd.Failed; // not even that could be written down; the other variants go on
        }
    }

    /// <inheritdoc/>
    public async Task WaitAsync(string name, TimeSpan atMost)
    {
        try
        {
            await context.WaitForExternalEvent<object?>(name, atMost);
        }
        catch (TaskCanceledException)
        {
            // Long enough.
        }
    }

    /// <inheritdoc/>
    public string NewName() => context.NewGuid().ToString("N");

    /// <inheritdoc/>
    public void Report(OrchestrationProgress progress) => context.SetCustomStatus(progress);

    /// <inheritdoc/>
    public void ContinueAsNew<TInput>(TInput input) => context.ContinueAsNew(input);
}
