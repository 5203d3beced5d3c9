using StyleFunctions.Pipeline.Chunks;

namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>Paints a variant: one chunk after another, then its result.</summary>
public static class VariantOrchestration
{
    /// <summary>Its name in Durable Functions.</summary>
    public const string Name = "StylizeVariant";

    // So many chunks in one history, which Durable Functions reads again for every chunk.
    private const int ChunksInHistory = 50;

    /// <summary>Runs it.</summary>
    /// <param name="context">The world.</param>
    /// <param name="run">Which variant, and how.</param>
    public static async Task<VariantEnd> RunAsync(IOrchestrationContext context, VariantRun run)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(run);
        try
        {
            return await PaintAsync(context, run);
        }
        catch (ActivityFailedException e)
        {
            return await FailAsync(context, run, e.Message);
        }
    }

    private static async Task<VariantEnd> PaintAsync(IOrchestrationContext context, VariantRun run)
    {
        var position = run.Position;
        if (position is null)
        {
            var stand = await context.CallAsync(JobActivities.Locate, run.Key);
            if (Ended(stand) is { } end)
            {
                return end;
            }

            position = stand.Next;
        }

        var told = Task.FromResult(true);
        for (var chunks = 0; position is not null; chunks++)
        {
            if (chunks == ChunksInHistory)
            {
                await told;
                context.ContinueAsNew(run with { Position = position });
                return VariantEnd.Paused;
            }

            context.Report(new OrchestrationProgress(run.Key.Job, run.Key.Variant, position));
            var key = new ChunkKey(run.Key.Job, run.Key.Variant, position.Scale, position.Iteration);
            var outcome = await context.CallAsync(
                JobActivities.RunChunk, new ChunkCall(key, run.Budget, context.NewName()));

            // Told of while the next chunk runs: a slow listener must not hold up the painting.
            await told;
            if (Ended(outcome) is { } end)
            {
                return outcome.Failure is null ? end : await FailAsync(context, run, outcome.Failure);
            }

            position = outcome.Next;
            told = run.Notifies ? context.CallAsync(JobActivities.Notify, Progress(key, position)) : told;
        }

        await told;
        return await context.CallAsync(JobActivities.FinishVariant, run.Key) ? VariantEnd.Done : VariantEnd.Gone;
    }

    private static VariantEnd? Ended(ChunkOutcome outcome) => outcome switch
    {
        { Failure: not null } => VariantEnd.Failed,
        { Stop: null } => VariantEnd.Gone,
        { Stop: ChunkStop.Paused } => VariantEnd.Paused,
        { Stop: ChunkStop.Cancelled } => VariantEnd.Cancelled,
        _ => null, // Asked: that process goes, and another takes the next chunk
    };

    private static JobNotice Progress(ChunkKey chunk, VariantPosition? next) => new(
        chunk.Job,
        JobMoment.Progress,
        $"{chunk.Job}-{chunk.Variant}-{chunk.Scale}-{chunk.Start}",
        chunk.Variant,
        next);

    private static async Task<VariantEnd> FailAsync(IOrchestrationContext context, VariantRun run, string message)
    {
        await context.CallAsync(JobActivities.Fail, new VariantFailure(run.Key, ShortMessage.Of(message)));
        return VariantEnd.Failed;
    }
}
