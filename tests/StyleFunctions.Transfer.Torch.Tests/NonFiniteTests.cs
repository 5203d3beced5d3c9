using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Tests.Generated;

namespace StyleFunctions.Transfer.Torch.Tests;

/// <summary>A loss that is no number is told, not hidden.</summary>
public sealed class NonFiniteTests
{
    [Fact]
    public void One_pixel_that_is_no_number_makes_the_total_none()
    {
        using var engine = new OwnedEngine(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        var style = engine.Measure(GeneratedPictures.Make(30, 25, 1002), ["relu2_1"], []).Grams;
        var loss = new LossFunction { Style = [new StyleTarget("relu2_1", 1, style["relu2_1"])], StyleWeight = 1 };
        using var objective = engine.Prepare(20, 16, loss);
        var (pixels, terms) = (GeneratedPictures.Make(20, 16, 1004).Samples.ToArray(), new LossTerms(loss));
        pixels[7] = float.NaN;

        objective.Evaluate(pixels, new float[pixels.Length], terms);

        Assert.False(double.IsFinite(terms.Total));
    }

    [Theory]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.Lbfgs)]
    public void A_gradient_beyond_all_numbers_ends_a_transfer_before_it_moves_a_pixel(OptimizerKind optimizer)
    {
        using var engine = new OwnedEngine(GeneratedWeights.Embedded, Pooling.Average, Padding.Replicate);
        var settings = new TransferSettings
        {
            Size = 32,
            MinSize = 32,
            Iterations = 3,
            Optimizer = optimizer,
            StyleWeight = 1e60, // the loss is finite
            Error = ErrorMeasure.MeanSquare,
            Pooling = Pooling.Average,
            PixelRange = 255,
        };
        var inputs = new TransferInputs(
            GeneratedPictures.Make(32, 32, 1000), [GeneratedPictures.Make(32, 32, 1002)]);
        using var transfer = new StyleTransfer(engine, inputs, settings);
        var pixels = transfer.Save().Pixels.ToArray();
        var average = transfer.Save().Average.Tensors["sum"].ToArray();

        var failure = Assert.Throws<NonFiniteLossException>(() => transfer.Run(_ => { }));

        Assert.Contains("at iteration 1 of", failure.Message, StringComparison.Ordinal);
        var state = transfer.Save();
        Assert.Equal(0, state.Iteration);
        Assert.Equal(pixels, state.Pixels);
        Assert.Equal(average, state.Average.Tensors["sum"]);
        Assert.All(state.Optimizer.Tensors.Values, t => Assert.All(t, v => Assert.Equal(0, v)));
    }

    [Theory]
    [InlineData(GpuPrecision.Half, true)]
    [InlineData(GpuPrecision.Full, false)]
    public void What_float16_lacks_is_named(GpuPrecision precision, bool isNamed) => Assert.Equal(
        isNamed,
        new NonFiniteLossException(4, 4, 1, precision).Message.Contains("--precision full", StringComparison.Ordinal));
}
