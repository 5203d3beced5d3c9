using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Pipeline.Chunks;

/// <summary>Ends a variant whose chunks are all committed: result.png, losses.csv and, last, result.json.</summary>
/// <param name="store">The store.</param>
public sealed class VariantFinisher(IArtifactStore store)
{
    /// <summary>Writes what is not there yet, and removes what losing attempts left. Idempotent.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="variant">The variant's id.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidOperationException">Chunks are missing.</exception>
    public Task<ResultManifest> FinishAsync(string job, string variant, CancellationToken cancellation = default)
    {
        _ = store;
        throw new NotImplementedException();
    }
}
