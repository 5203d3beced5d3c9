namespace StyleFunctions.Pipeline.Jobs;

/// <summary>
/// A request as it was accepted (job.json): every setting explicit, inputs by content hash. Never changes.
/// </summary>
public sealed record Job
{
    /// <summary>Its name in the store and in URLs: its identity, '-', and which run of it this is.</summary>
    public required string Id { get; init; }

    /// <summary>What a person called it; null if nothing.</summary>
    public string? Name { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset Accepted { get; init; }

    /// <summary>The network it is painted with.</summary>
    public required JobNetwork Network { get; init; }

    /// <summary>Bits a sample in frames and results, 8 or 16.</summary>
    public required int BitDepth { get; init; }

    /// <summary>Where to tell of its moments; null for nowhere.</summary>
    public Uri? Webhook { get; init; }

    /// <summary>The pictures it reads, each once.</summary>
    public required IReadOnlyList<JobInput> Inputs { get; init; }

    /// <summary>What it paints, in order.</summary>
    public required IReadOnlyList<Variant> Variants { get; init; }

    /// <summary>The variant of an id.</summary>
    /// <param name="id">As <see cref="Jobs.Variant.Id"/>.</param>
    /// <exception cref="KeyNotFoundException">The job has no such variant.</exception>
    public Variant Variant(string id) => Variants.FirstOrDefault(v => v.Id == id)
        ?? throw new KeyNotFoundException($"The job {Id} has no variant '{id}'.");

    /// <summary>The input of a hash.</summary>
    /// <param name="hash">As <see cref="JobInput.Hash"/>.</param>
    /// <exception cref="KeyNotFoundException">The job has no such input.</exception>
    public JobInput Input(string hash) => Inputs.FirstOrDefault(i => i.Hash == hash)
        ?? throw new KeyNotFoundException($"The job {Id} has no input '{hash}'.");
}
