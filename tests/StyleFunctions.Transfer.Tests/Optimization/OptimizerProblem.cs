namespace StyleFunctions.Transfer.Tests.Optimization;

/// <summary>
/// A small problem: quadratic wells, some with their floor outside [0, 1], coupled as in Rosenbrock's function, and
/// double wells, whose loss curves downwards where they part. make-pytorch-optimizers.py has the same one.
/// </summary>
internal sealed record OptimizerProblem(double Coupling, double DoubleWell, double Steepness, double Start)
{
    public const int Length = 37; // no multiple of a vector's width

    public float[] StartPixels() =>
        [.. Enumerable.Range(0, Length).Select(i => (float)Start * (float)(5 * i % 11 / 10.0))];

    /// <summary>
    /// Of sum_i (1 + i%5)/8 (x_i - c_i)^2 + coupling sum_i (x_{i+1} - x_i^2)^2 + double_well sum_i (x_i^2 - 1)^2 / 4,
    /// times the steepness; computed in float64.
    /// </summary>
    public float[] Gradient(ReadOnlySpan<float> pixels)
    {
        var gradient = new float[Length];
        for (var i = 0; i < Length; i++)
        {
            double x = pixels[i];
            var slope = (1 + i % 5) / 4.0 * (x - (7 * i % 17 / 10.0 - 0.3)) + DoubleWell * x * (x * x - 1);
            if (i > 0)
            {
                slope += 2 * Coupling * (x - (double)pixels[i - 1] * pixels[i - 1]);
            }

            if (i < Length - 1)
            {
                slope -= 4 * Coupling * (pixels[i + 1] - x * x) * x;
            }

            gradient[i] = (float)(Steepness * slope);
        }

        return gradient;
    }
}
