namespace StyleFunctions.Http.Jobs;

/// <summary>Losses of a chunk, an entry for each iteration.</summary>
/// <param name="Total">The weighted sum that is minimised.</param>
/// <param name="Content">The content loss, before its weight.</param>
/// <param name="Style">The style loss, before its weight.</param>
/// <param name="Tv">The total variation, before its weight.</param>
public sealed record LossesResource(
    IReadOnlyList<double> Total,
    IReadOnlyList<double> Content,
    IReadOnlyList<double> Style,
    IReadOnlyList<double> Tv);
