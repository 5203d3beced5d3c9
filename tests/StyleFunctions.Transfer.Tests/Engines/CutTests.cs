using StyleFunctions.Transfer.Engines.Cpu;
using StyleFunctions.Transfer.Engines.Cpu.Plans;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Tests.Generated;
using StyleFunctions.Transfer.Tests.Reference;
using Xunit.Abstractions;

namespace StyleFunctions.Transfer.Tests.Engines;

/// <summary>However a picture is cut, its losses and its gradient are those of the whole.</summary>
public sealed class CutTests(ITestOutputHelper output)
{
    // Nothing cut, filters made and kept; bands of very few rows, so that small pictures fall into many, and every way
    // to cut.
    private static readonly Cut[] _cuts =
    [
        new(1, 0, 0),
        Cut.Whole,
        new(1, 1, 0, FewestRows: 10),
        new(1, 2, 0, FewestRows: 16),
        new(1, 3, 0, FewestRows: 10),
        new(1, 5, 0, FewestRows: 10),
        new(2, 1, 0, FewestRows: 16),
        new(2, 5, 0, FewestRows: 16),
        new(3, 5, 0, FewestRows: 16),
        new(4, 5, 0, FewestRows: 16),
        new(1, 1, 0, KeepsFeatures: true, FewestRows: 4),
        new(2, 3, 0, KeepsFeatures: true, FewestRows: 16),
    ];

    public static TheoryData<Pooling, bool, int, int> Kinds => new()
    {
        { Pooling.Max, false, 57, 131 },
        { Pooling.Max, true, 40, 121 },
        { Pooling.Average, false, 37, 96 },
        { Pooling.AverageUnscaled, true, 51, 97 },
        { Pooling.L2, false, 33, 118 },
        { Pooling.L2, true, 48, 99 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_default_loss_agrees(Pooling pooling, bool replicates, int width, int height)
    {
        var network = GeneratedWeights.For(NetworkArchitecture.Embedded, replicatesEverywhere: replicates);
        var reference = new ReferenceNetwork(network, pooling, Padding.Replicate);
        var loss = ContractLosses.Default(reference, width, height);
        AssertAgrees(network, reference, loss, pooling, width, height);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Losses_at_every_layer_agree(Pooling pooling, bool replicates, int width, int height)
    {
        var network = GeneratedWeights.For(NetworkArchitecture.Embedded, replicatesEverywhere: replicates);
        var reference = new ReferenceNetwork(network, pooling, Padding.Replicate);
        (string, double)[] layers = [.. network.Architecture.Layers.Select((l, i) => (l.Name, (i + 1.0) / 253))];
        var loss = ContractLosses.At(reference, width, height, layers, layers) with { ContentWeight = 0.3 };
        AssertAgrees(network, reference, loss, pooling, width, height);
    }

    [Theory]
    [InlineData("relu1_2")]
    [InlineData("pool1")]
    [InlineData("conv2_2")]
    [InlineData("pool2")]
    [InlineData("relu3_2")]
    [InlineData("pool4")]
    public void One_layer_alone_agrees(string layer)
    {
        var reference = new ReferenceNetwork(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        var loss = ContractLosses.At(reference, 35, 102, [(layer, 1)], [(layer, 1)]);
        AssertAgrees(GeneratedWeights.Embedded, reference, loss, Pooling.Max, 35, 102);
    }

    [Fact]
    public void Full_width_agrees()
    {
        var reference = new ReferenceNetwork(GeneratedWeights.Vgg19, Pooling.Max, Padding.Replicate);
        var loss = ContractLosses.Default(reference, 38, 92);
        AssertAgrees(GeneratedWeights.Vgg19, reference, loss, Pooling.Max, 38, 92);
    }

    // The bands of real pictures, large enough for every way to compute a convolution.
    [Theory]
    [InlineData(Pooling.Max, 233, 301)]
    [InlineData(Pooling.Average, 301, 207)]
    public void The_bands_of_large_pictures_agree(Pooling pooling, int width, int height)
    {
        var reference = new ReferenceNetwork(GeneratedWeights.Embedded, pooling, Padding.Replicate);
        var loss = ContractLosses.Default(reference, width, height);
        Cut[] cuts = [.. Cut.All.Select(c => c with { BandBytes = 0 })];
        AssertAgrees(GeneratedWeights.Embedded, reference, loss, pooling, width, height, cuts);
    }

    [Fact]
    public void Bands_too_low_to_be_exact_are_refused()
    {
        var reference = new ReferenceNetwork(GeneratedWeights.Vgg19, Pooling.Max, Padding.Replicate);
        var loss = ContractLosses.At(reference, 16, 90, [("relu3_4", 1)], [("relu3_4", 1)]);
        using var engine = new CpuEngine(GeneratedWeights.Vgg19, Pooling.Max, Padding.Replicate, threads: 1);
        Assert.Throws<InvalidOperationException>(
            () => EvaluationPlan.ForLoss(engine, 90, 16, loss, new Cut(1, 5, 0, FewestRows: 4)));
    }

    [Fact]
    public void Targets_measured_in_pieces_are_those_of_the_whole()
    {
        string[] layers = [.. NetworkArchitecture.Embedded.Layers.Select(l => l.Name)];
        using var engine = new CpuEngine(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        var picture = GeneratedPictures.Make(61, 150, 1000);
        var whole = engine.Measure(picture, layers, layers);
        var pieces = engine.Measure(picture, layers, layers, memory: 0);
        foreach (var layer in layers)
        {
            AssertClose(whole.Grams[layer].Values, pieces.Grams[layer].Values, layer);
            AssertClose(whole.Features[layer].Values, pieces.Features[layer].Values, layer);
        }
    }

    [Fact]
    public void Less_memory_gives_a_cut_that_takes_less()
    {
        using var engine = new CpuEngine(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        var reference = new ReferenceNetwork(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        var loss = ContractLosses.Default(reference, 16, 16);
        var free = engine.Estimate(2000, 1500, loss);
        var last = free;
        foreach (var share in new[] { 0.7, 0.5, 0.35 })
        {
            var cost = engine.Estimate(2000, 1500, loss, (long)(share * free.Bytes));
            Assert.True(cost.Bytes <= last.Bytes, $"{share}: {cost} after {last}");
            Assert.True(cost.MultiplyAdds >= last.MultiplyAdds, $"{share}: {cost} after {last}");
            last = cost;
        }

        Assert.NotEqual(free.Cut, last.Cut);
        Assert.True(last.Bytes < 0.5 * free.Bytes, $"{last} after {free}");
    }

    [Fact]
    public void The_cut_does_not_depend_on_the_number_of_threads()
    {
        var reference = new ReferenceNetwork(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        var loss = ContractLosses.Default(reference, 16, 16);
        using var one = new CpuEngine(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate, threads: 1);
        using var many = new CpuEngine(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate, threads: 7);
        for (var memory = 50_000_000L; memory < 1_000_000_000; memory += 25_000_000)
        {
            Assert.Equal(one.Estimate(1500, 1500, loss, memory).Cut, many.Estimate(1500, 1500, loss, memory).Cut);
        }
    }

    [Theory]
    [InlineData(Pooling.Max)]
    [InlineData(Pooling.L2)]
    public unsafe void An_evaluation_given_up_after_any_step_leaves_nothing_to_the_next(Pooling pooling)
    {
        const int Width = 57, Height = 131, GivenUp = 8;
        var reference = new ReferenceNetwork(GeneratedWeights.Embedded, pooling, Padding.Replicate);
        var loss = ContractLosses.Default(reference, Width, Height);
        var start = ContractLosses.Start(Width, Height).Samples;
        using var engine = new CpuEngine(GeneratedWeights.Embedded, pooling, Padding.Replicate, threads: 2);
        foreach (var cut in new[] { _cuts[2], _cuts[5], _cuts[^3], _cuts[^2] })
        {
            var terms = new LossTerms(loss);
            var (gradient, other) = (new float[start.Length], new float[start.Length]);
            var plan = EvaluationPlan.ForLoss(engine, Height, Width, loss, cut);
            using var objective = new CpuObjective(engine.Workers, plan, loss, start.Length);
            objective.Evaluate(start, gradient, terms);
            var (expected, total) = (gradient.ToArray(), terms.Total);
            PlannedStep[] steps = [.. plan.Forward, .. plan.Backward];
            for (var i = 1; i <= GivenUp; i++)
            {
                fixed (float* pixels = other, target = gradient)
                {
                    plan.Pixels.Pixels = pixels;
                    plan.Pixels.Gradient = target;
                    engine.Workers.Run(steps[..(i * steps.Length / GivenUp)], CancellationToken.None);
                }

                objective.Evaluate(start, gradient, terms);
                Assert.Equal(expected, gradient);
                Assert.Equal(total, terms.Total);
            }
        }
    }

    private static void AssertClose(float[] expected, float[] found, string layer)
    {
        var error = Math.Sqrt(expected.Zip(found, (e, f) => ((double)e - f) * ((double)e - f)).Sum());
        var size = Math.Sqrt(expected.Sum(e => (double)e * e));
        Assert.True(error <= 1e-5 * size, $"{layer}: {error / size:E1} off.");
    }

    private void AssertAgrees(
        Network network,
        ReferenceNetwork reference,
        LossFunction loss,
        Pooling pooling,
        int width,
        int height,
        Cut[]? cuts = null)
    {
        var start = ContractLosses.Start(width, height);
        var expected = ReferenceObjective.Evaluate(reference, loss, ReferencePicture.Tensor(start));
        using var engine = new CpuEngine(network, pooling, Padding.Replicate, threads: 2);
        var gradient = new float[start.Samples.Length];
        foreach (var cut in cuts ?? _cuts)
        {
            gradient.AsSpan().Fill(float.NaN);
            var terms = new LossTerms(loss);
            var plan = EvaluationPlan.ForLoss(engine, height, width, loss, cut);
            using var objective = new CpuObjective(engine.Workers, plan, loss, gradient.Length);
            objective.Evaluate(start.Samples, gradient, terms);
            objective.Evaluate(start.Samples, gradient, terms);
            var losses = NamedLosses.From(terms);
            var agreement = Agreement.Between(expected.Losses, expected.Gradient.Values, losses, gradient);
            output.WriteLine($"{cut}: {agreement}");
            agreement.AssertWithin(1e-5, 1e-4, $"{cut}");
        }
    }
}
