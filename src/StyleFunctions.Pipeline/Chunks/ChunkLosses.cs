namespace StyleFunctions.Pipeline.Chunks;

/// <summary>
/// Losses, a column each, an entry for each iteration; as <see cref="Transfer.TransferProgress"/> has them.
/// </summary>
public sealed record ChunkLosses
{
    /// <summary>The weighted sum that is minimised.</summary>
    public required IReadOnlyList<double> Total { get; init; }

    /// <summary>The content loss, before its weight.</summary>
    public required IReadOnlyList<double> Content { get; init; }

    /// <summary>The style loss, before its weight.</summary>
    public required IReadOnlyList<double> Style { get; init; }

    /// <summary>The error of each style layer, before its weight, by the layer's name.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<double>> StyleLayers { get; init; }

    /// <summary>The total variation, before its weight.</summary>
    public required IReadOnlyList<double> Tv { get; init; }

    /// <summary>Seconds each iteration took.</summary>
    public required IReadOnlyList<double> Seconds { get; init; }
}
