namespace StyleFunctions.Pipeline.Chunks;

/// <summary>
/// A committed chunk: iterations [Start, End) of a scale. Created once, never changed; the only memory of what is done.
/// </summary>
public sealed record ChunkManifest
{
    /// <summary>The scale, from 0.</summary>
    public required int Scale { get; init; }

    /// <summary>Iterations of the scale done before it.</summary>
    public required int Start { get; init; }

    /// <summary>Iterations of the scale done after it.</summary>
    public required int End { get; init; }

    /// <summary>Which piece of the picture; null for all of it.</summary>
    public int? Tile { get; init; }

    /// <summary>Which attempt made it: a name no other attempt has.</summary>
    public required string Attempt { get; init; }

    /// <summary>The name of the checkpoint it began with; null at the very start.</summary>
    public string? From { get; init; }

    /// <summary>The name of the checkpoint it made: the state after End.</summary>
    public required string Checkpoint { get; init; }

    /// <summary>The two checkpoints that are kept as long as this is the last chunk; one at the start.</summary>
    internal IReadOnlyList<string> Checkpoints => From is null ? [Checkpoint] : [From, Checkpoint];

    /// <summary>The name of the picture after it.</summary>
    public required string Frame { get; init; }

    /// <summary>The frame's SHA-256, in lower-case hexadecimal.</summary>
    public required string FrameHash { get; init; }

    /// <summary>The losses of each iteration.</summary>
    public required ChunkLosses Losses { get; init; }

    /// <summary>The time it took.</summary>
    public required ChunkTimings Timings { get; init; }

    /// <summary>The engine's name.</summary>
    public required string Engine { get; init; }

    /// <summary>Versions of what made it, by name: stylefunctions, dotnet.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }
}
