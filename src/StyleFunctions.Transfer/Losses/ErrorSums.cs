using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Losses;

/// <summary>The sums over a difference d from which its error follows, and the error's gradient.</summary>
/// <param name="Squares">sum(d^2).</param>
/// <param name="Absolutes">sum|d|.</param>
/// <param name="Count">How many differences there are.</param>
internal readonly record struct ErrorSums(double Squares, double Absolutes, long Count)
{
    private const double Epsilon = 1e-8;

    /// <summary>The error.</summary>
    public double Error(ErrorMeasure measure) => measure == ErrorMeasure.ScaledSquare
        ? Squares / (Absolutes + Epsilon)
        : Squares / Count;

    /// <summary>
    /// d error / d d = Linear * d + Sign * sign(d); the scaled square is differentiated through both sums.
    /// </summary>
    public (double Linear, double Sign) Gradient(ErrorMeasure measure) => measure == ErrorMeasure.ScaledSquare
        ? (2 / (Absolutes + Epsilon), -Squares / ((Absolutes + Epsilon) * (Absolutes + Epsilon)))
        : (2.0 / Count, 0);
}
