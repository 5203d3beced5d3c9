namespace StyleFunctions.Pipeline.Jobs;

/// <summary>A result's losses; as <see cref="Transfer.TransferProgress"/> has them.</summary>
/// <param name="Total">The weighted sum that was minimised.</param>
/// <param name="Content">The content loss, before its weight.</param>
/// <param name="Style">The style loss, before its weight.</param>
/// <param name="Tv">The total variation, before its weight.</param>
public sealed record FinalLosses(double Total, double Content, double Style, double Tv);
