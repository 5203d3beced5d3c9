using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Http.Jobs;

/// <summary>A job, as HTTP shows it.</summary>
public sealed record JobResource
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>What a person called it; null if nothing.</summary>
    public required string? Name { get; init; }

    /// <summary>How it is.</summary>
    public required JobState State { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset Accepted { get; init; }

    /// <summary>The network it is painted with.</summary>
    public required JobNetwork Network { get; init; }

    /// <summary>The share of its work that is done, 0 to 1.</summary>
    public required double Fraction { get; init; }

    /// <summary>Seconds of work left; null before the first chunk.</summary>
    public required double? RemainingSeconds { get; init; }

    /// <summary>Bytes it takes in the store.</summary>
    public required long Bytes { get; init; }

    /// <summary>All variants on one sheet; null until it is there.</summary>
    public required string? ContactSheet { get; init; }

    /// <summary>Why what belongs to all its variants could not be made; null if it could.</summary>
    public required string? Failure { get; init; }

    /// <summary>What can be done with it.</summary>
    public required JobLinks Links { get; init; }

    /// <summary>The pictures it reads.</summary>
    public required IReadOnlyList<InputResource> Inputs { get; init; }

    /// <summary>What it paints.</summary>
    public required IReadOnlyList<VariantResource> Variants { get; init; }

    /// <summary>A job as it is shown.</summary>
    /// <param name="view">What the store tells of it.</param>
    /// <param name="variant">The variant whose chunks are shown; null for none but an only one's.</param>
    internal static JobResource Of(JobView view, string? variant)
    {
        var job = view.Job;
        return new JobResource
        {
            Id = job.Id,
            Name = job.Name,
            State = view.Status.State,
            Accepted = job.Accepted,
            Network = job.Network,
            Fraction = view.Status.Fraction,
            RemainingSeconds = view.Status.Remaining,
            Bytes = view.Bytes,
            ContactSheet = JobUrls.File(job.Id, view.ContactSheet),
            Failure = view.Status.Failure?.Message,
            Links = JobLinks.Of(job.Id),
            Inputs = [.. job.Inputs.Select(i => new InputResource(
                i.Hash, i.Name, i.Width, i.Height, JobUrls.File(job.Id, JobLayout.Input(job.Id, i.Hash))!))],
            Variants = [.. view.History.Variants.Zip(view.Status.Variants, (history, status) => VariantResource.Of(
                job.Id, history, status, withChunks: job.Variants.Count == 1 || status.Id == variant))],
        };
    }
}
