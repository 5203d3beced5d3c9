using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer;

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

    /// <summary>The whole work: pixels times iterations.</summary>
    public double Work => Variant.Scales.Sum(s => PixelsOf(s) * s.Iterations);

    /// <summary>The work that is done.</summary>
    public double WorkDone => Chunks.Sum(WorkOf);

    /// <summary>The share of the whole work that is done, 0 to 1.</summary>
    public double Fraction => WorkDone / Work;

    /// <summary>Reads a variant's manifests.</summary>
    /// <param name="store">The store.</param>
    /// <param name="job">The job.</param>
    /// <param name="variant">The variant.</param>
    /// <param name="cancellation">Gives up.</param>
    public static Task<VariantHistory> ReadAsync(
        IArtifactStore store, Job job, Variant variant, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        return new VariantHistory(variant, []).ReadOnAsync(store, job.Id, cancellation);
    }

    /// <summary>The same history with what was committed since; manifests never change.</summary>
    /// <param name="store">The store.</param>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<VariantHistory> ReadOnAsync(
        IArtifactStore store, string job, CancellationToken cancellation = default)
    {
        var chunks = new List<ChunkManifest>(Chunks);
        for (var position = Position; !position.IsDone(Variant);)
        {
            var key = new ChunkKey(job, Variant.Id, position.Scale, position.Iteration);
            var read = await store.ReadJsonAsync(
                JobLayout.Chunk(key), PipelineJson.Default.ChunkManifest, cancellation);
            if (read is not { Value: var manifest })
            {
                break;
            }

            chunks.Add(manifest);
            position = VariantPosition.After(Variant, manifest.Scale, manifest.End);
        }

        return this with { Chunks = chunks };
    }

    /// <summary>Seconds of optimisation that a unit of work took in the last chunk; null before the first.</summary>
    internal double? SecondsPerWork =>
        Chunks.Count == 0 ? null : Chunks[^1].Timings.Optimize / WorkOf(Chunks[^1]);

    /// <summary>The manifests before a chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <exception cref="ArgumentException">The one before it is not committed.</exception>
    internal IReadOnlyList<ChunkManifest> Before(ChunkKey chunk)
    {
        var wanted = new VariantPosition(chunk.Scale, chunk.Start);
        ChunkManifest[] before = [.. Chunks.TakeWhile(c => c.Scale < chunk.Scale
            || (c.Scale == chunk.Scale && c.Start < chunk.Start))];
        return (this with { Chunks = before }).Position == wanted ? before : throw new ArgumentException(
            $"The chunk before {chunk} is not committed, or ends elsewhere.", nameof(chunk));
    }

    private static double PixelsOf(TransferScale scale) => scale.CanvasPixels;

    private double WorkOf(ChunkManifest chunk) => PixelsOf(Variant.Scales[chunk.Scale]) * (chunk.End - chunk.Start);
}
