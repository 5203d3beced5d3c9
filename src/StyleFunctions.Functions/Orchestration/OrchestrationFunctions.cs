using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using StyleFunctions.Pipeline.Orchestration;

namespace StyleFunctions.Functions.Orchestration;

/// <summary>The orchestrations, which are the pipeline's.</summary>
public static class OrchestrationFunctions
{
    /// <summary>Paints a job.</summary>
    [Function(JobOrchestration.Name)]
    public static Task<JobEnd> StylizeJob([OrchestrationTrigger] TaskOrchestrationContext context, JobRun run) =>
        JobOrchestration.RunAsync(new DurableContext(context), run);

    /// <summary>Paints a variant.</summary>
    [Function(VariantOrchestration.Name)]
    public static Task<VariantEnd> StylizeVariant(
        [OrchestrationTrigger] TaskOrchestrationContext context, VariantRun run) =>
        VariantOrchestration.RunAsync(new DurableContext(context), run);
}
