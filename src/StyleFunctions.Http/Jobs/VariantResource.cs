using System.Text.Json.Serialization;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Http.Jobs;

/// <summary>A variant of a job.</summary>
public sealed record VariantResource
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>What sets it apart from the others; empty if it is the only one.</summary>
    public required string Label { get; init; }

    /// <summary>How it is.</summary>
    public required JobState State { get; init; }

    /// <summary>The share of its work that is done, 0 to 1.</summary>
    public required double Fraction { get; init; }

    /// <summary>Where its next chunk starts; null if none is left.</summary>
    public required VariantPosition? Position { get; init; }

    /// <summary>The sizes it goes through.</summary>
    public required IReadOnlyList<ScaleResource> Scales { get; init; }

    /// <summary>The total loss after its last chunk; null before the first.</summary>
    public required double? Loss { get; init; }

    /// <summary>Its last frame; null before the first.</summary>
    public required string? Frame { get; init; }

    /// <summary>Its result; null until it is done.</summary>
    public required string? Result { get; init; }

    /// <summary>How its result was made; null until it is done.</summary>
    public required string? Manifest { get; init; }

    /// <summary>The losses of every iteration as a table; null until it is done.</summary>
    public required string? Losses { get; init; }

    /// <summary>Why it failed, in one sentence; null if it did not.</summary>
    public required string? Failure { get; init; }

    /// <summary>The content picture's hash.</summary>
    public required string Content { get; init; }

    /// <summary>The style pictures' hashes.</summary>
    public required IReadOnlyList<string> Styles { get; init; }

    /// <summary>Every setting, by name, as text.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Its chunks; left out unless the job has one variant, or this one was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ChunkResource>? Chunks { get; init; }

    /// <summary>A variant as it is shown.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="history">Its chunks.</param>
    /// <param name="status">Where it stands.</param>
    /// <param name="withChunks">Whether to show the chunks.</param>
    internal static VariantResource Of(string job, VariantHistory history, VariantStatus status, bool withChunks)
    {
        var variant = history.Variant;
        var isDone = status.Result is not null;
        return new VariantResource
        {
            Id = variant.Id,
            Label = variant.Label,
            State = status.State,
            Fraction = status.Fraction,
            Position = status.Position.IsDone(variant) ? null : status.Position,
            Scales = [.. variant.Scales.Select(s => new ScaleResource(s.Width, s.Height, s.Iterations))],
            Loss = status.Loss,
            Frame = JobUrls.File(job, status.Frame),
            Result = JobUrls.File(job, status.Result),
            Manifest = isDone ? JobUrls.File(job, JobLayout.ResultManifest(job, variant.Id)) : null,
            Losses = isDone ? JobUrls.File(job, JobLayout.Losses(job, variant.Id)) : null,
            Failure = status.Failure?.Message,
            Content = variant.Content,
            Styles = variant.Styles,
            Settings = variant.Settings,
            Chunks = withChunks ? [.. history.Chunks.Select(c => ChunkResource.Of(job, c))] : null,
        };
    }
}
