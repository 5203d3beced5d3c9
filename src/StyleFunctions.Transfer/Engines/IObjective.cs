using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Optimization;

namespace StyleFunctions.Transfer.Engines;

/// <summary>A loss at one picture size, to be evaluated many times.</summary>
public interface IObjective : IDisposable
{
    /// <summary>The losses at some pixels, and the total's gradient.</summary>
    /// <param name="pixels">3 x H x W, RGB; [0, 1] is the visible range, but any value is allowed.</param>
    /// <param name="gradient">Receives d total / d pixel, 3 x H x W.</param>
    /// <param name="terms">Receives the losses.</param>
    /// <param name="cancellation">Asks to stop, which takes effect within a layer.</param>
    /// <exception cref="OperationCanceledException">It was asked to stop; what was received is of no use.</exception>
    void Evaluate(
        ReadOnlySpan<float> pixels, Span<float> gradient, LossTerms terms, CancellationToken cancellation = default);

    /// <summary>
    /// Begins to move pixels; an engine whose device has memory of its own may keep all of this there from step to
    /// step. To be disposed before the objective.
    /// </summary>
    /// <param name="pixels">3 x H x W; as long as the descent lives, its own, as are the next two.</param>
    /// <param name="optimizer">Moves them.</param>
    /// <param name="average">Takes in where they were.</param>
    IDescent Descend(float[] pixels, IOptimizer optimizer, IterateAverage average);
}
