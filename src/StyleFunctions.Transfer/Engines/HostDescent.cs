using System.Numerics;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Optimization;

namespace StyleFunctions.Transfer.Engines;

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
    public bool Evaluate(LossTerms terms, CancellationToken cancellation = default)
    {
        objective.Evaluate(pixels, _gradient, terms, cancellation);
        return double.IsFinite(terms.Total) && IsFinite(_gradient);
    }

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

    // Zero times a number is zero, unless it is infinite or none.
    private static bool IsFinite(ReadOnlySpan<float> values)
    {
        var sum = Vector<float>.Zero;
        for (; values.Length >= Vector<float>.Count; values = values[Vector<float>.Count..])
        {
            sum += new Vector<float>(values) * 0;
        }

        var rest = Vector.Sum(sum);
        foreach (var value in values)
        {
            rest += value * 0;
        }

        return rest == 0;
    }
}
