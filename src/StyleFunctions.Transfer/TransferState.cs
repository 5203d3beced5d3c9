using StyleFunctions.Transfer.Optimization;

namespace StyleFunctions.Transfer;

/// <summary>
/// A style transfer between two iterations: with the same pictures, settings and engine it goes on to the same bytes.
/// </summary>
/// <param name="Scale">The scale, from 0.</param>
/// <param name="Iteration">Iterations done at this scale.</param>
/// <param name="Pixels">3 x H x W at this scale. The transfer's own array: as it stands, until it goes on.</param>
/// <param name="Average">The moving average of the iterates.</param>
/// <param name="Optimizer">What the optimiser remembers.</param>
public sealed record TransferState(
    int Scale, int Iteration, float[] Pixels, SavedState Average, SavedState Optimizer);
