namespace StyleFunctions.Transfer;

/// <summary>
/// Where a style transfer stands after an iteration. Progress bars, log lines and status are its consumers.
/// </summary>
/// <param name="Scale">The scale, from 1.</param>
/// <param name="Scales">How many scales there are.</param>
/// <param name="Width">The picture's width at this scale.</param>
/// <param name="Height">The picture's height at this scale.</param>
/// <param name="Iteration">Iterations done at this scale, from 1.</param>
/// <param name="Iterations">Iterations this scale has.</param>
/// <param name="Loss">The total loss.</param>
/// <param name="ContentLoss">The content loss, before its weight.</param>
/// <param name="StyleLoss">The style loss, before its weight.</param>
/// <param name="TotalVariation">The total variation, before its weight.</param>
/// <param name="Fraction">The share of the whole work that is done, 0 to 1, by pixels times iterations.</param>
/// <param name="Elapsed">Time since the start.</param>
/// <param name="Remaining">Time still needed, estimated.</param>
public readonly record struct TransferProgress(
    int Scale,
    int Scales,
    int Width,
    int Height,
    int Iteration,
    int Iterations,
    double Loss,
    double ContentLoss,
    double StyleLoss,
    double TotalVariation,
    double Fraction,
    TimeSpan Elapsed,
    TimeSpan Remaining)
{
    /// <summary>
    /// The error of each style layer, in the settings' order, before its weight. It is the transfer's own list, so that
    /// no iteration allocates: as it stands, until the next iteration.
    /// </summary>
    public IReadOnlyList<double> StyleLayerLosses { get; init; } = [];
}
