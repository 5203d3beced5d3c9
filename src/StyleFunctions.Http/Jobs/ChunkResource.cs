using System.Text.Json.Serialization;
using StyleFunctions.Pipeline.Chunks;

namespace StyleFunctions.Http.Jobs;

/// <summary>A committed chunk: iterations [Start, End) of a scale.</summary>
/// <param name="Variant">The variant, where the address does not say it.</param>
/// <param name="Scale">The scale, from 0.</param>
/// <param name="Start">Iterations of the scale done before it.</param>
/// <param name="End">Iterations of the scale done after it.</param>
/// <param name="Frame">Where the picture after it is.</param>
/// <param name="Started">When it began.</param>
/// <param name="Losses">The losses.</param>
public sealed record ChunkResource(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Variant,
    int Scale,
    int Start,
    int End,
    string Frame,
    DateTimeOffset Started,
    LossesResource Losses)
{
    /// <summary>A chunk as it is shown.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="chunk">The chunk.</param>
    /// <param name="variant">The variant's id, if it is to be shown.</param>
    internal static ChunkResource Of(string job, ChunkManifest chunk, string? variant = null) => new(
        variant,
        chunk.Scale,
        chunk.Start,
        chunk.End,
        JobUrls.File(job, chunk.Frame)!,
        chunk.Timings.Started,
        new LossesResource(chunk.Losses.Total, chunk.Losses.Content, chunk.Losses.Style, chunk.Losses.Tv));
}
