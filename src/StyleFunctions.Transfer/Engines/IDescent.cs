using StyleFunctions.Transfer.Losses;

namespace StyleFunctions.Transfer.Engines;

/// <summary>
/// Pixels on their way down a loss. They, what the optimiser remembers and the average of the iterates are where the
/// engine wants them until somebody fetches them.
/// </summary>
public interface IDescent : IDisposable
{
    /// <summary>The losses at the pixels; their gradient is kept for the step.</summary>
    /// <param name="terms">Receives the losses.</param>
    /// <param name="cancellation">Asks to stop, which takes effect within a layer.</param>
    /// <returns>Whether the losses and the gradient are finite: a step would ruin the pixels otherwise.</returns>
    /// <exception cref="OperationCanceledException">It was asked to stop; pixels are as before.</exception>
    bool Evaluate(LossTerms terms, CancellationToken cancellation = default);

    /// <summary>Moves the pixels down the gradient evaluated last, and takes them into the average.</summary>
    void Step();

    /// <summary>
    /// Brings the arrays of pixels, optimiser and average up to date. Fetched again before the next step, nothing is
    /// done, so that then any thread may.
    /// </summary>
    void Fetch();
}
