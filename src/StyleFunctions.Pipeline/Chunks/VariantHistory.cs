using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Pipeline.Chunks;

/// <summary>What is done of a variant: its committed chunks, in order, without a gap.</summary>
/// <param name="Variant">The variant.</param>
/// <param name="Chunks">The manifests.</param>
public sealed record VariantHistory(Variant Variant, IReadOnlyList<ChunkManifest> Chunks)
{
    /// <summary>Where the next chunk starts.</summary>
    public VariantPosition Position => Chunks.Count == 0
        ? VariantPosition.Start
        : VariantPosition.After(Variant, Chunks[^1].Scale, Chunks[^1].End);

    /// <summary>The share of the whole work that is done, 0 to 1, by pixels times iterations.</summary>
    public double Fraction => throw new NotImplementedException();

    /// <summary>Reads a variant's manifests.</summary>
    /// <param name="store">The store.</param>
    /// <param name="job">The job.</param>
    /// <param name="variant">The variant.</param>
    /// <param name="cancellation">Gives up.</param>
    public static Task<VariantHistory> ReadAsync(
        IArtifactStore store, Job job, Variant variant, CancellationToken cancellation = default) =>
        throw new NotImplementedException();
}
