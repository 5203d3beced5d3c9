using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Tests.Fixtures;
using StyleFunctions.Transfer.Tests.Generated;
using StyleFunctions.Transfer.Tests.Reference;
using Xunit.Abstractions;

namespace StyleFunctions.Transfer.Tests.Engines;

/// <summary>An engine's losses and gradients are those of the float64 reference, and of PyTorch.</summary>
public abstract class EngineAgreementContract(ITestOutputHelper output) : EngineContract(output)
{
    public static TheoryData<string> PyTorchCases => [.. PyTorchLosses.All.Cases.Keys];

    public static TheoryData<string> EmbeddedLayers => [.. NetworkArchitecture.Embedded.Layers.Select(l => l.Name)];

    [Theory]
    [MemberData(nameof(PyTorchCases))]
    public void Losses_and_gradient_agree_with_PyTorch(string name)
    {
        var expected = PyTorchLosses.All.Cases[name];
        using var engine = Create(expected.Network, expected.Pooling, expected.Padding);
        var layer = PyTorchLosses.All.ContentLayer;
        var content = engine.Measure(PyTorchLosses.Content, [], [layer]).Features[layer];
        var style = engine.Measure(PyTorchLosses.Style, PyTorchLosses.All.StyleLayers, []).Grams;

        var (losses, gradient) = Evaluate(engine, expected.Loss(content, style), PyTorchLosses.Start);

        var expectedGradient = PyTorchLosses.Gradient(name).Select(g => (double)g).ToArray();
        Report(Agreement.Between(expected.Losses, expectedGradient, losses, gradient), expected.Error, name);
    }

    [Theory]
    [InlineData(Pooling.Max, Padding.Replicate, false)]
    [InlineData(Pooling.Max, Padding.Zero, false)]
    [InlineData(Pooling.Max, Padding.Replicate, true)]
    [InlineData(Pooling.Average, Padding.Replicate, false)]
    [InlineData(Pooling.Average, Padding.Zero, true)]
    [InlineData(Pooling.Average, Padding.Replicate, true)]
    [InlineData(Pooling.AverageUnscaled, Padding.Replicate, false)]
    [InlineData(Pooling.AverageUnscaled, Padding.Zero, false)]
    [InlineData(Pooling.L2, Padding.Replicate, true)]
    [InlineData(Pooling.L2, Padding.Zero, false)]
    public void Every_loss_agrees_for_every_pooling_and_padding(Pooling pooling, Padding padding, bool everywhere)
    {
        var network = GeneratedWeights.For(NetworkArchitecture.Embedded, replicatesEverywhere: everywhere);
        var reference = new ReferenceNetwork(network, pooling, padding);
        var loss = ContractLosses.Default(reference, 35, 22);
        using var engine = Create(network, pooling, padding);
        foreach (var error in Enum.GetValues<ErrorMeasure>())
        {
            foreach (var (gram, tv) in new[]
            {
                (GramNormalization.Positions, TotalVariationKind.NinePoint),
                (GramNormalization.PositionsAndChannels, TotalVariationKind.SumOfSquares),
            })
            {
                var changed = loss with { Error = error, Gram = gram, Tv = tv, PixelRange = 3 };
                AssertAgrees(engine, reference, changed, ContractLosses.Start(35, 22), $"{error}, {gram}, {tv}");
            }
        }
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(16, 17)]
    [InlineData(17, 16)]
    [InlineData(31, 31)]
    [InlineData(33, 50)]
    [InlineData(131, 18)]
    [InlineData(19, 140)]
    [InlineData(99, 66)]
    [InlineData(231, 209)]
    public void Every_size_agrees(int width, int height)
    {
        var reference = new ReferenceNetwork(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        using var engine = Create(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        var loss = ContractLosses.Default(reference, width, height);
        AssertAgrees(engine, reference, loss, ContractLosses.Start(width, height), $"{width} x {height}");
    }

    [Theory]
    [InlineData(1, 1, "relu1_1")]
    [InlineData(1, 9, "relu1_2")]
    [InlineData(5, 3, "relu2_1")]
    [InlineData(257, 3, "relu2_1")]
    [InlineData(3, 200, "relu2_2")]
    [InlineData(203, 149, "relu2_1")]
    public void Shallow_layers_agree_at_sizes_too_small_or_too_large_for_deep_ones(int width, int height, string layer)
    {
        foreach (var pooling in new[] { Pooling.Max, Pooling.Average })
        {
            var reference = new ReferenceNetwork(GeneratedWeights.Embedded, pooling, Padding.Replicate);
            using var engine = Create(GeneratedWeights.Embedded, pooling, Padding.Replicate);
            var loss = ContractLosses.At(reference, width, height, [(layer, 1)], [(layer, 0.5), ("conv1_1", 0.5)]);
            AssertAgrees(engine, reference, loss, ContractLosses.Start(width, height), $"{layer}, {pooling}");
        }
    }

    [Theory]
    [InlineData(Pooling.Max, Padding.Replicate, 19, 23)]
    [InlineData(Pooling.Average, Padding.Zero, 38, 17)]
    public void Full_width_agrees(Pooling pooling, Padding padding, int width, int height)
    {
        var reference = new ReferenceNetwork(GeneratedWeights.Vgg19, pooling, padding);
        using var engine = Create(GeneratedWeights.Vgg19, pooling, padding);
        var loss = ContractLosses.Default(reference, width, height);
        AssertAgrees(engine, reference, loss, ContractLosses.Start(width, height), $"VGG-19, {pooling}");
    }

    [Fact]
    public void Vgg16_agrees()
    {
        var network = GeneratedWeights.For(NetworkArchitecture.Vgg16);
        var reference = new ReferenceNetwork(network, Pooling.Max, Padding.Replicate);
        using var engine = Create(network, Pooling.Max, Padding.Replicate);
        var loss = ContractLosses.At(reference, 21, 18, [("relu3_3", 1)], [("relu3_1", 0.5), ("conv4_3", 0.5)]);
        AssertAgrees(engine, reference, loss, ContractLosses.Start(21, 18), "VGG-16");
    }

    [Theory]
    [MemberData(nameof(EmbeddedLayers))]
    public void Content_and_style_agree_at_any_layer(string layer)
    {
        foreach (var pooling in new[] { Pooling.Max, Pooling.L2 })
        {
            var reference = new ReferenceNetwork(GeneratedWeights.Embedded, pooling, Padding.Replicate);
            using var engine = Create(GeneratedWeights.Embedded, pooling, Padding.Replicate);
            var start = ContractLosses.Start(23, 18);
            var both = ContractLosses.At(reference, 23, 18, [(layer, 1)], [(layer, 1)]) with { TvWeight = 0 };
            AssertAgrees(engine, reference, both with { Style = [] }, start, $"content at {layer}, {pooling}");
            AssertAgrees(engine, reference, both with { Content = [] }, start, $"style at {layer}, {pooling}");
            AssertAgrees(engine, reference, both, start, $"both at {layer}, {pooling}");
        }
    }

    [Theory]
    [InlineData(Pooling.Max)]
    [InlineData(Pooling.Average)]
    public void Losses_at_every_layer_at_once_agree_in_any_order(Pooling pooling)
    {
        var reference = new ReferenceNetwork(GeneratedWeights.Embedded, pooling, Padding.Replicate);
        using var engine = Create(GeneratedWeights.Embedded, pooling, Padding.Replicate);
        var names = NetworkArchitecture.Embedded.Layers.Select(l => l.Name).ToArray();
        var forwards = names.Select((n, i) => (n, (i + 1.0) / 253)).ToArray();
        var backwards = forwards.Reverse().ToArray();
        var loss = ContractLosses.At(reference, 27, 34, backwards, forwards) with { ContentWeight = 0.3 };
        AssertAgrees(engine, reference, loss, ContractLosses.Start(27, 34), $"every layer, {pooling}");
        loss = loss with { Style = [.. loss.Style.Reverse()], Content = [.. loss.Content.Reverse()] };
        AssertAgrees(engine, reference, loss, ContractLosses.Start(27, 34), $"every layer, turned round, {pooling}");
    }

    [Fact]
    public void Two_targets_at_one_layer_both_count()
    {
        var reference = new ReferenceNetwork(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        using var engine = Create(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        var loss = ContractLosses.Default(reference, 20, 30);
        var style = ReferencePicture.Tensor(GeneratedPictures.Make(24, 24, 1006));
        var content = ReferencePicture.Tensor(GeneratedPictures.Make(20, 30, 1008));
        loss = loss with
        {
            Style =
            [
                .. loss.Style,
                .. ReferencePicture.StyleTargets(reference, style, ("relu3_1", 0.3)),
            ],
            Content =
            [
                .. loss.Content,
                .. ReferencePicture.ContentTargets(reference, content, ("relu4_2", 0.3), ("relu2_1", 2)),
            ],
        };
        AssertAgrees(engine, reference, loss, ContractLosses.Start(20, 30), "two targets a layer");
    }

    [Fact]
    public void Losses_agree_where_there_is_no_content_or_no_style_or_no_weight()
    {
        var reference = new ReferenceNetwork(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        using var engine = Create(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        var loss = ContractLosses.Default(reference, 25, 19);
        var start = ContractLosses.Start(25, 19);
        AssertAgrees(engine, reference, loss with { Content = [] }, start, "no content");
        AssertAgrees(engine, reference, loss with { Style = [] }, start, "no style");
        AssertAgrees(engine, reference, loss with { Content = [], Style = [] }, start, "only total variation");
        AssertAgrees(engine, reference, loss with { ContentWeight = 0 }, start, "content without weight");
        AssertAgrees(engine, reference, loss with { StyleWeight = 0 }, start, "style without weight");
        AssertAgrees(engine, reference, loss with { TvWeight = 0 }, start, "total variation without weight");
        AssertAgrees(engine, reference, loss with { Content = [], Style = [], TvWeight = 0 }, start, "nothing");
    }

    [Fact]
    public void Losses_agree_far_outside_the_visible_range()
    {
        var reference = new ReferenceNetwork(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        using var engine = Create(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        var loss = ContractLosses.Default(reference, 25, 19);
        var start = ContractLosses.Start(25, 19);
        var wild = new Picture(25, 19, [.. start.Samples.Select(v => (v * 12) - 6)]);
        AssertAgrees(engine, reference, loss, wild, "pixels from -5 to 5");
    }

    [Fact]
    public void Losses_agree_behind_Caffes_preprocessing()
    {
        var network = GeneratedWeights.For(NetworkArchitecture.Embedded, Preprocessing.Caffe);
        var reference = new ReferenceNetwork(network, Pooling.Max, Padding.Zero);
        using var engine = Create(network, Pooling.Max, Padding.Zero);
        var loss = ContractLosses.Default(reference, 25, 19);
        AssertAgrees(engine, reference, loss, ContractLosses.Start(25, 19), "Caffe");
    }

    [Fact]
    public void Of_equal_maxima_only_one_takes_the_gradient()
    {
        // Convolutions that pass every channel on as it is, and a picture in squares of four equal pixels. Which pixel
        // of a square takes the gradient may hang on an engine's rounding, but not how much the four take together.
        var network = PassingOn(NetworkArchitecture.Embedded);
        var picture = InSquares(GeneratedPictures.Make(22, 18, 1004));
        var reference = new ReferenceNetwork(network, Pooling.Max, Padding.Replicate);
        using var engine = Create(network, Pooling.Max, Padding.Replicate);
        var loss = ContractLosses.At(reference, 22, 18, [("pool1", 1)], []) with { ContentWeight = 1, TvWeight = 0 };
        var expected = ReferenceObjective.Evaluate(reference, loss, ReferencePicture.Tensor(picture));
        var (losses, gradient) = Evaluate(engine, loss, picture);

        var squares = OverSquares(expected.Gradient);
        var found = new ReferenceTensor(3, 18, 22, [.. gradient.Select(g => (double)g)]);
        var foundSquares = OverSquares(found).Values.Select(g => (float)g).ToArray();
        Report(Agreement.Between(expected.Losses, squares.Values, losses, foundSquares), loss.Error, "equal maxima");
    }

    [Fact]
    public void The_gradient_is_the_slope_of_the_engines_own_loss()
    {
        using var engine = Create(GeneratedWeights.Embedded, Pooling.Average, Padding.Replicate);
        var reference = new ReferenceNetwork(GeneratedWeights.Embedded, Pooling.Average, Padding.Replicate);
        var loss = ContractLosses.Default(reference, 41, 33) with { Error = ErrorMeasure.MeanSquare };
        var start = ContractLosses.Start(41, 33).Samples;
        using var objective = engine.Prepare(41, 33, loss);
        var (_, gradient) = Evaluate(objective, loss, start);
        var steepest = Math.Sqrt(gradient.Sum(g => (double)g * g));

        // Along the gradient, where a step long enough to stand out from float32's rounding is short in every pixel.
        var step = 0.1 / steepest;
        var slope = (At(step) - At(-step)) / (2 * step);
        var moves = Moved(step).Zip(Moved(-step), (a, b) => ((double)a - b) / (2 * step));
        var expected = moves.Zip(gradient, (m, g) => m * g).Sum();
        Assert.InRange(slope / expected, 1 - 1e-3, 1 + 1e-3);

        float[] Moved(double length) => [.. start.Zip(gradient, (p, g) => (float)(p + (length * g / steepest)))];
        double At(double length) => Evaluate(objective, loss, Moved(length)).Losses.Total;
    }

    private static Network PassingOn(NetworkArchitecture architecture)
    {
        var weights = new Dictionary<string, ConvolutionWeights>();
        foreach (var layer in architecture.Convolutions)
        {
            var kernel = new float[layer.OutputChannels * layer.InputChannels * 9];
            for (var k = 0; k < layer.OutputChannels; k++)
            {
                kernel[(((k * layer.InputChannels) + (k % layer.InputChannels)) * 9) + 4] = 1;
            }

            weights.Add(layer.Name, new ConvolutionWeights(kernel, new float[layer.OutputChannels]));
        }

        return new Network(architecture, weights, new Preprocessing(1, [0, 0, 0], [1, 1, 1]), "passing on");
    }

    private static Picture InSquares(Picture picture)
    {
        var result = new Picture(picture.Width, picture.Height);
        for (var i = 0; i < result.Samples.Length; i++)
        {
            var (row, x) = (i / picture.Width, i % picture.Width);
            result.Samples[i] = picture.Samples[((row & ~1) * picture.Width) + (x & ~1)];
        }

        return result;
    }

    private static ReferenceTensor OverSquares(ReferenceTensor gradient)
    {
        var mean = ReferencePooling.Forward(gradient, Pooling.AverageUnscaled);
        return new ReferenceTensor(mean.Channels, mean.Height, mean.Width, [.. mean.Values.Select(g => 4 * g)]);
    }
}
