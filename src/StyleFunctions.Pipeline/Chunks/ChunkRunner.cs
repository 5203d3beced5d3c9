using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Transfer;

namespace StyleFunctions.Pipeline.Chunks;

/// <summary>
/// Runs chunks, one at a time: the activity that computes. What a chunk leaves ready for the next is kept, so that one
/// chunk after another of a variant costs no more than one long run.
/// </summary>
public sealed class ChunkRunner : IDisposable
{
    /// <summary>A worker on a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="backend">What it computes with.</param>
    /// <param name="controlInterval">How often a running chunk looks at control.json; null for a second.</param>
    /// <param name="clock">For timings; the system's if null.</param>
    public ChunkRunner(
        IArtifactStore store, Backend backend, TimeSpan? controlInterval = null, TimeProvider? clock = null)
    {
        _ = (store, backend, controlInterval, clock);
    }

    /// <summary>
    /// Runs a chunk and commits it, or adopts it if it is committed already. Idempotent: called again with the same
    /// attempt, after a failure at whatever point, it ends in the same state.
    /// </summary>
    /// <param name="chunk">The chunk; the one before it is committed.</param>
    /// <param name="budget">How long it may run.</param>
    /// <param name="attempt">
    /// A name no other attempt has, of letters, digits and '-', at most 40: the first call's is used again when the
    /// call is retried.
    /// </param>
    /// <param name="onIteration">Called after every iteration, on another thread; null for nobody.</param>
    /// <param name="stop">Asks to stop: what is done is committed.</param>
    /// <returns>Where the variant stands.</returns>
    /// <exception cref="ChunkRefusedException">This worker cannot make the job's bytes; another may.</exception>
    /// <exception cref="MissingInputException">A picture of the job is gone or damaged.</exception>
    /// <exception cref="NonFiniteLossException">The loss is no longer a finite number; no retry helps.</exception>
    public Task<ChunkResult> RunAsync(
        ChunkKey chunk,
        ChunkBudget budget,
        string attempt,
        Action<TransferProgress>? onIteration = null,
        CancellationToken stop = default) => throw new NotImplementedException();

    /// <summary>Frees the engine.</summary>
    public void Dispose()
    {
    }
}
