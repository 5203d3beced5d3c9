using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Http.Jobs;

/// <summary>What the store told of a job at a moment.</summary>
/// <param name="History">The job and its chunks.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="ContactSheet">The contact sheet's name in the store; null if there is none.</param>
/// <param name="Bytes">Bytes it takes.</param>
internal sealed record JobView(JobHistory History, JobStatus Status, string? ContactSheet, long Bytes)
{
    /// <summary>The job.</summary>
    public Job Job => History.Job;
}
