namespace StyleFunctions.Pipeline.Jobs;

/// <summary>
/// What a job made (manifest.json), derived from its variants' manifests: the same ones give the same bytes.
/// </summary>
public sealed record JobManifest
{
    /// <summary>The job's id.</summary>
    public required string Job { get; init; }

    /// <summary>What a person called it; null if nothing.</summary>
    public string? Name { get; init; }

    /// <summary>The network and its weights' hash.</summary>
    public required JobNetwork Network { get; init; }

    /// <summary>Versions of what made it, by name; several where they changed on the way.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Versions { get; init; }

    /// <summary>The pictures it was made from.</summary>
    public required IReadOnlyList<JobInput> Inputs { get; init; }

    /// <summary>The name of the sheet that shows all results; null if there is but one.</summary>
    public string? ContactSheet { get; init; }

    /// <summary>The results, in the job's order.</summary>
    public required IReadOnlyList<VariantSummary> Variants { get; init; }
}
