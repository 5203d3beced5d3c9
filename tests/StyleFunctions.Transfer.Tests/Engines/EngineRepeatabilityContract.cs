using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Tests.Generated;
using StyleFunctions.Transfer.Tests.Reference;
using Xunit.Abstractions;

namespace StyleFunctions.Transfer.Tests.Engines;

/// <summary>The same pixels give the same bytes, whatever the engine did before or does meanwhile.</summary>
public abstract class EngineRepeatabilityContract(ITestOutputHelper output) : EngineContract(output)
{
    private static readonly ReferenceNetwork _reference =
        new(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);

    [Fact]
    public void Evaluating_twice_gives_the_same_bytes()
    {
        using var engine = Create(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        var loss = ContractLosses.Default(_reference, 45, 34);
        using var objective = engine.Prepare(45, 34, loss);
        var start = ContractLosses.Start(45, 34).Samples;
        var first = Evaluate(objective, loss, start);
        Evaluate(objective, loss, GeneratedPictures.Make(45, 34, 1010).Samples);
        AssertSame(first, Evaluate(objective, loss, start));
    }

    [Fact]
    public void Two_objectives_of_one_engine_do_not_disturb_each_other()
    {
        using var engine = Create(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        var smallLoss = ContractLosses.Default(_reference, 18, 23);
        var largeLoss = ContractLosses.Default(_reference, 61, 40);
        var (small, large) = (ContractLosses.Start(18, 23), ContractLosses.Start(61, 40));
        var otherLoss = largeLoss with { Error = ErrorMeasure.MeanSquare, Content = [] };
        var expectedSmall = Evaluate(engine, smallLoss, small);
        var expectedLarge = Evaluate(engine, largeLoss, large);
        var expectedOther = Evaluate(engine, otherLoss, large);

        using var other = engine.Prepare(61, 40, otherLoss);
        using var smaller = engine.Prepare(18, 23, smallLoss);
        using (var larger = engine.Prepare(61, 40, largeLoss))
        {
            AssertSame(expectedSmall, Evaluate(smaller, smallLoss, small.Samples));
            AssertSame(expectedLarge, Evaluate(larger, largeLoss, large.Samples));
            AssertSame(expectedOther, Evaluate(other, otherLoss, large.Samples));
            engine.Measure(GeneratedPictures.Make(50, 60, 1012), ["relu3_1"], ["relu4_2"]);
            AssertSame(expectedLarge, Evaluate(larger, largeLoss, large.Samples));
        }

        AssertSame(expectedSmall, Evaluate(smaller, smallLoss, small.Samples));
        AssertSame(expectedOther, Evaluate(other, otherLoss, large.Samples));
    }

    [Fact]
    public void Two_engines_give_the_same_bytes()
    {
        var loss = ContractLosses.Default(_reference, 45, 34);
        using var first = Create(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        using var second = Create(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        Assert.Equal(first.Name, second.Name);
        var start = ContractLosses.Start(45, 34);
        AssertSame(Evaluate(first, loss, start), Evaluate(second, loss, start));
    }

    [Fact]
    public void Pixels_are_left_as_they_are()
    {
        using var engine = Create(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        var start = ContractLosses.Start(18, 23);
        Evaluate(engine, ContractLosses.Default(_reference, 18, 23), start);
        engine.Measure(start, ["relu1_1"], ["relu4_2"]);
        Assert.Equal(ContractLosses.Start(18, 23).Samples, start.Samples);
    }

    [Theory]
    [InlineData(Pooling.Max)]
    [InlineData(Pooling.L2)]
    public void Features_that_are_all_zero_have_a_finite_gradient(Pooling pooling)
    {
        var network = WithoutWeights(NetworkArchitecture.Embedded);
        using var engine = Create(network, pooling, Padding.Replicate);
        var reference = new ReferenceNetwork(network, pooling, Padding.Replicate);
        var loss = ContractLosses.Default(_reference, 24, 24);
        AssertAgrees(engine, reference, loss, ContractLosses.Start(24, 24), $"all zero, {pooling}");
    }

    [Theory]
    [InlineData(Pooling.Max)]
    [InlineData(Pooling.L2)]
    public void A_target_already_reached_has_no_loss_and_a_finite_gradient(Pooling pooling)
    {
        using var engine = Create(GeneratedWeights.Embedded, pooling, Padding.Replicate);
        var picture = GeneratedPictures.Make(40, 27, 1000);
        var measured = engine.Measure(picture, ["relu1_1", "relu3_1"], ["relu4_2"]);
        var loss = new LossFunction
        {
            Content = [new ContentTarget("relu4_2", 1, measured.Features["relu4_2"])],
            Style = [.. measured.Grams.Select(g => new StyleTarget(g.Key, 0.5, g.Value))],
            ContentWeight = 1,
            StyleWeight = 1,
        };
        var (losses, gradient) = Evaluate(engine, loss, picture);
        Assert.InRange(losses.Content, 0, 1e-4);
        Assert.InRange(losses.Style, 0, 1e-4);
        Assert.DoesNotContain(gradient, g => !float.IsFinite(g));
    }

    private protected static void AssertSame(
        (NamedLosses Losses, float[] Gradient) expected,
        (NamedLosses Losses, float[] Gradient) found)
    {
        Assert.Equal(expected.Losses.Named, found.Losses.Named);
        Assert.Equal(Bits(expected.Gradient), Bits(found.Gradient));
    }

    private static IEnumerable<int> Bits(float[] values) => values.Select(BitConverter.SingleToInt32Bits);

    private static Network WithoutWeights(NetworkArchitecture architecture)
    {
        var weights = architecture.Convolutions.ToDictionary(
            l => l.Name,
            l => new ConvolutionWeights(
                new float[l.OutputChannels * l.InputChannels * 9],
                new float[l.OutputChannels]));
        return new Network(architecture, weights, Preprocessing.Torchvision, "zeros");
    }
}
