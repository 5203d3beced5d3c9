using StyleFunctions.Transfer.Engines.Cpu;
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

    [Fact]
    public void A_transfer_whose_loss_grows_beyond_all_numbers_ends_with_the_iteration_that_it_would_on_the_CPU()
    {
        using var engine = new OwnedEngine(GeneratedWeights.Embedded, Pooling.Average, Padding.Replicate);
        using var cpu = new CpuEngine(GeneratedWeights.Embedded, Pooling.Average, Padding.Replicate, threads: 1);
        var settings = new TransferSettings
        {
            Size = 32,
            MinSize = 32,
            Iterations = 3,
            StyleWeight = 1e308,
            Error = ErrorMeasure.MeanSquare,
            Pooling = Pooling.Average,
            PixelRange = 255,
        };
        var inputs = new TransferInputs(
            GeneratedPictures.Make(32, 32, 1000), [GeneratedPictures.Make(32, 32, 1002)]);
        using var transfer = new StyleTransfer(engine, inputs, settings);
        using var expected = new StyleTransfer(cpu, inputs, settings);

        var failure = Assert.Throws<NonFiniteLossException>(() => transfer.Run(_ => { }));

        Assert.Equal(Assert.Throws<NonFiniteLossException>(() => expected.Run(_ => { })).Message, failure.Message);
        Assert.Equal(expected.Save().Pixels.Count(float.IsNaN), transfer.Save().Pixels.Count(float.IsNaN));
    }
}
