using System.Globalization;

namespace StyleFunctions.Transfer.Tests;

/// <summary>
/// How closely losses and a gradient agree with expected ones. A gradient is judged by its median error and its
/// direction: a single ReLU or arg-max that tips over on rounding spoils a maximum or a mean square of any engine.
/// </summary>
internal sealed record Agreement(double LossError, string WorstLoss, double MedianError, double OneMinusCosine)
{
    /// <summary>Compares an evaluation with the expected one.</summary>
    public static Agreement Between(
        NamedLosses expected,
        IReadOnlyList<double> expectedGradient,
        NamedLosses found,
        IReadOnlyList<float> gradient)
    {
        Assert.All(found.Named, l => Assert.True(double.IsFinite(l.Value), $"The loss {l.Name} is {l.Value}."));
        Assert.Equal(expectedGradient.Count, gradient.Count);
        Assert.DoesNotContain(gradient, g => !float.IsFinite(g));
        var (worst, lossError) = expected.Named
            .Zip(found.Named, (e, f) => (e.Name, Error: RelativeError(e.Value, f.Value)))
            .MaxBy(l => l.Error);

        var errors = expectedGradient.Zip(gradient, (e, g) => Math.Abs(e - g)).Order().ToArray();
        var size = Math.Sqrt(expectedGradient.Average(g => g * g));
        var foundSize = Math.Sqrt(gradient.Average(g => (double)g * g));
        if (size == 0)
        {
            return new Agreement(lossError, worst, foundSize, 0);
        }

        var product = expectedGradient.Zip(gradient, (e, g) => e * g).Average();
        return new Agreement(lossError, worst, errors[errors.Length / 2] / size, 1 - (product / (size * foundSize)));
    }

    /// <summary>Fails unless the losses agree within a bound, the gradient's median error within another.</summary>
    public void AssertWithin(double losses, double medianError, string what)
    {
        Assert.True(LossError <= losses, $"{what}: the loss {WorstLoss} is too far off. {this}");
        Assert.True(MedianError <= medianError, $"{what}: the gradient's median error is too large. {this}");
        Assert.True(OneMinusCosine < 1e-4, $"{what}: the gradient points elsewhere. {this}");
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"Losses within {LossError:E1} ({WorstLoss}); gradient's median error {MedianError:E1} of its rms, " +
        $"1 - cosine {OneMinusCosine:E1}");

    private static double RelativeError(double expected, double found) =>
        expected == found ? 0 : Math.Abs(found - expected) / Math.Abs(expected);
}
