using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Tests.Reference;
using Xunit.Abstractions;

namespace StyleFunctions.Transfer.Tests.Engines;

/// <summary>What the tests of any engine share: how one is made, and how what it finds is compared.</summary>
public abstract class EngineContract(ITestOutputHelper output)
{
    /// <summary>Makes the engine under test.</summary>
    protected abstract IEngine Create(Network network, Pooling pooling, Padding padding);

    /// <summary>How far a loss may be from float64's, relatively.</summary>
    private protected virtual double LossBound => 1e-5;

    /// <summary>
    /// How far half of the gradient may be from float64's, in units of its root mean square. A scaled square's slope
    /// jumps with the sign of every difference: at full width a few of a Gram matrix' differences are always so near 0
    /// that rounding turns them round, and each moves the whole gradient by some 1e-5.
    /// </summary>
    private protected virtual double GradientBound(ErrorMeasure error) =>
        error == ErrorMeasure.MeanSquare ? 1e-5 : 1e-4;

    private protected static (NamedLosses Losses, float[] Gradient) Evaluate(
        IObjective objective,
        LossFunction loss,
        float[] pixels)
    {
        var gradient = new float[pixels.Length];
        gradient.AsSpan().Fill(float.NaN); // so that one left unwritten is seen
        var terms = new LossTerms(loss);
        objective.Evaluate(pixels, gradient, terms);
        return (NamedLosses.From(terms), gradient);
    }

    private protected static (NamedLosses Losses, float[] Gradient) Evaluate(
        IEngine engine,
        LossFunction loss,
        Picture picture)
    {
        using var objective = engine.Prepare(picture.Width, picture.Height, loss);
        return Evaluate(objective, loss, picture.Samples);
    }

    /// <summary>The engine's losses and gradient at a picture against the reference's, with the same targets.</summary>
    private protected void AssertAgrees(
        IEngine engine,
        ReferenceNetwork reference,
        LossFunction loss,
        Picture picture,
        string what)
    {
        var expected = ReferenceObjective.Evaluate(reference, loss, ReferencePicture.Tensor(picture));
        var (losses, gradient) = Evaluate(engine, loss, picture);
        Report(Agreement.Between(expected.Losses, expected.Gradient.Values, losses, gradient), loss.Error, what);
    }

    private protected void Report(Agreement agreement, ErrorMeasure error, string what)
    {
        output.WriteLine($"{what}: {agreement}");
        agreement.AssertWithin(LossBound, GradientBound(error), what);
    }
}
