using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Losses;

namespace StyleFunctions.Transfer.Optimization;

/// <summary>A descent in the process's own memory: the engine gives the gradient, and the optimiser moves.</summary>
/// <param name="objective">The loss.</param>
/// <param name="pixels">3 x H x W, changed in place.</param>
/// <param name="optimizer">The optimiser.</param>
/// <param name="average">The average of the iterates.</param>
public sealed class HostDescent(
    IObjective objective, float[] pixels, IOptimizer optimizer, IterateAverage average) : IDescent
{
    private readonly float[] _gradient = new float[pixels.Length];

    /// <inheritdoc/>
    public void Evaluate(LossTerms terms, CancellationToken cancellation = default) =>
        objective.Evaluate(pixels, _gradient, terms, cancellation);

    /// <inheritdoc/>
    public void Step()
    {
        optimizer.Step(pixels, _gradient);
        average.Add(pixels);
    }

    /// <inheritdoc/>
    public void Fetch()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
