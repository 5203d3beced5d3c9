using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Transfer;

namespace StyleFunctions.Http.Events;

/// <summary>
/// The last iteration of the chunk that is painted in this process, for those who watch. Kept in memory only; where
/// chunks are painted elsewhere it stays empty.
/// </summary>
public sealed class ProgressFeed
{
    private volatile Step? _last;

    /// <summary>Takes an iteration: for <see cref="Pipeline.Orchestration.JobActivities.OnIteration"/>.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="progress">What was reported.</param>
    public void Report(ChunkKey chunk, TransferProgress progress) => _last = new Step(chunk, progress);

    /// <summary>The last iteration of a job; null if none of it is the last.</summary>
    /// <param name="job">The job's id.</param>
    internal Step? Last(string job) => _last is { } step && step.Chunk.Job == job ? step : null;

    /// <summary>An iteration.</summary>
    /// <param name="Chunk">The chunk.</param>
    /// <param name="Progress">What was reported.</param>
    internal sealed record Step(ChunkKey Chunk, TransferProgress Progress);
}
