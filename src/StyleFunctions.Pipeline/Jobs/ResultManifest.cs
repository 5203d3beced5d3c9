using StyleFunctions.Pipeline.Chunks;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>How a result was made (result.json).</summary>
public sealed record ResultManifest
{
    /// <summary>The job's id.</summary>
    public required string Job { get; init; }

    /// <summary>The variant's id.</summary>
    public required string Variant { get; init; }

    /// <summary>What sets it apart from the job's other variants.</summary>
    public required string Label { get; init; }

    /// <summary>The result's SHA-256, in lower-case hexadecimal.</summary>
    public required string ResultHash { get; init; }

    /// <summary>The pictures it was made from.</summary>
    public required IReadOnlyList<JobInput> Inputs { get; init; }

    /// <summary>Every setting, by name, as text; the seed among them.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The network and its weights' hash.</summary>
    public required JobNetwork Network { get; init; }

    /// <summary>The engine's name; several, in the order they came, where the job was taken over.</summary>
    public required string Engine { get; init; }

    /// <summary>Versions of what made it, by name; several where they changed on the way.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Versions { get; init; }

    /// <summary>The chunks: what each did, and where its time went.</summary>
    public required IReadOnlyList<ResultChunk> Chunks { get; init; }

    /// <summary>The losses after the last iteration, as columns of one entry each.</summary>
    public required ChunkLosses Losses { get; init; }
}
