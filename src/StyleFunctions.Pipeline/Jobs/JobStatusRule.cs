using StyleFunctions.Pipeline.Chunks;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>How artifacts become a status.</summary>
internal static class JobStatusRule
{
    /// <summary>The state of a variant.</summary>
    /// <param name="history">Its chunks.</param>
    /// <param name="hasResult">Whether its result is there.</param>
    /// <param name="hasFailed">Whether a failure is written down.</param>
    /// <param name="control">What a person wants of the job.</param>
    public static JobState StateOf(VariantHistory history, bool hasResult, bool hasFailed, JobControlState control) =>
        hasResult ? JobState.Done
        : hasFailed ? JobState.Failed
        : Held(control) ?? (history.Chunks.Count > 0 ? JobState.Running : JobState.Waiting);

    /// <summary>The status of a job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="control">What a person wants of it.</param>
    /// <param name="variants">Its variants, in order.</param>
    /// <param name="manifest">What it made; null until it is done.</param>
    /// <param name="failure">Why it could not be ended; null if it was not tried in vain.</param>
    public static JobStatus For(
        Job job,
        JobControlState control,
        IReadOnlyList<(VariantHistory History, VariantStatus Status)> variants,
        JobManifest? manifest,
        JobFailure? failure)
    {
        var work = variants.Sum(v => v.History.Work);
        var done = variants.Sum(v => v.History.WorkDone);
        var latest = variants.Select(v => v.History)
            .Where(h => h.Chunks.Count > 0)
            .MaxBy(h => h.Chunks[^1].Timings.Started);
        JobState[] states = [.. variants.Select(v => v.Status.State)];
        return new JobStatus(
            job,
            manifest is not null ? JobState.Done : StateOf(states, control, failure is not null),
            done / work,
            (work - done) * latest?.SecondsPerWork,
            [.. variants.Select(v => v.Status)],
            manifest?.ContactSheet,
            manifest is null ? failure : null);
    }

    // When all variants are done, the job is not yet: its sheet and manifest are to be written.
    private static JobState StateOf(JobState[] variants, JobControlState control, bool hasFailed) =>
        Held(control)
            ?? (hasFailed || HasFailed(variants) ? JobState.Failed
            : Array.TrueForAll(variants, v => v == JobState.Waiting) ? JobState.Waiting
            : JobState.Running);

    private static bool HasFailed(JobState[] variants) =>
        variants.Contains(JobState.Failed)
        && Array.TrueForAll(variants, v => v is JobState.Done or JobState.Failed);

    private static JobState? Held(JobControlState control) => control switch
    {
        JobControlState.Pause => JobState.Paused,
        JobControlState.Cancel => JobState.Cancelled,
        _ => null,
    };
}
