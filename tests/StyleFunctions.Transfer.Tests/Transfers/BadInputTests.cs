using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Engines.Cpu;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Tests.Generated;

namespace StyleFunctions.Transfer.Tests.Transfers;

/// <summary>What does not fit is said before any work is done, in a sentence.</summary>
public sealed class BadInputTests
{
    private static readonly TransferInputs _inputs = new(new Picture(60, 40), [new Picture(64, 64)]);

    [Fact]
    public void A_content_picture_too_small_for_a_layer()
    {
        AssertRefused(
            SmallTransfer.Settings with { Size = 48, MinSize = 22 },
            _inputs,
            "min-size",
            "The content picture is 24 x 16 pixels at the first scale, but relu5_1 needs at least 16 on each side",
            isRefused: false);
        AssertRefused(
            SmallTransfer.Settings with { Size = 46, MinSize = 22 },
            _inputs,
            "min-size",
            "The content picture is 23 x 15 pixels at the first scale, but relu5_1 needs at least 16 on each side: "
            + "set min-size to at least 24, or choose layers before relu5_1.");
    }

    [Fact]
    public void A_size_too_small_for_a_layer() => AssertRefused(
        SmallTransfer.Settings with { Size = 20, MinSize = 256 },
        _inputs,
        "size",
        "The content picture is 20 x 13 pixels at the first scale, but relu5_1 needs at least 16 on each side: "
        + "set size to at least 24, and min-size as well, or choose layers before relu5_1.");

    [Fact]
    public void A_style_picture_too_small_for_a_layer() => AssertRefused(
        SmallTransfer.Settings with { StyleScale = 0.1 },
        _inputs with { Styles = [new Picture(64, 64), new Picture(64, 64)] },
        "style-scale",
        "Style picture 1 is 5 x 5 pixels at the first scale, but relu5_1 needs at least 16 on each side: "
        + "set style-scale to at least 0.34, or a larger min-size, or choose layers before relu5_1.");

    [Fact]
    public void A_smaller_picture_does_for_earlier_layers()
    {
        var layers = LayerWeights.Parse("relu2_1");
        var settings = SmallTransfer.Settings with { StyleLayers = layers, ContentLayers = layers };
        Assert.Equal(11, SmallTransfer.Run(settings with { Size = 16, MinSize = 16 }, _inputs).Picture.Height);
    }

    [Theory]
    [InlineData("style-layers")]
    [InlineData("content-layers")]
    public void A_layer_that_does_not_exist(string setting)
    {
        var layers = LayerWeights.Parse("relu1_1,relu41");
        var settings = setting == "style-layers"
            ? SmallTransfer.Settings with { StyleLayers = layers }
            : SmallTransfer.Settings with { ContentLayers = layers };
        var names = string.Join(", ", NetworkArchitecture.Embedded.Layers.Select(l => l.Name));
        AssertRefused(
            settings,
            _inputs,
            setting,
            $"The embedded network has no layer 'relu41' among {names}; did you mean 'relu4_1'?");
    }

    [Fact]
    public void Weights_that_end_before_a_wanted_layer()
    {
        var architecture = NetworkArchitecture.Embedded;
        var weights = GeneratedWeights.For(architecture.Layers.TakeWhile(l => l.Name != "conv3_2"));
        var network = new Network(architecture, weights, Preprocessing.Torchvision, "short");
        using var engine = new CpuEngine(network, Pooling.Max, Padding.Replicate, threads: 1);
        var settings = SmallTransfer.Settings with { ContentLayers = LayerWeights.Parse("relu3_1") };

        AssertRefused(settings, "style-layers", "conv3_2, which relu4_1 needs");
        settings = settings with { StyleLayers = LayerWeights.Parse("relu1_1,conv3_1") };
        Assert.NotNull(new StyleTransfer(engine, _inputs, settings));
        settings = settings with { ContentLayers = LayerWeights.Parse("relu3_2") };
        AssertRefused(settings, "content-layers", "conv3_2, which relu3_2 needs");
        Assert.NotNull(new StyleTransfer(engine, _inputs, settings with { ContentWeight = 0 }));

        void AssertRefused(TransferSettings refused, string setting, string missing)
        {
            var refusal = Assert.Throws<InvalidSettingException>(() => new StyleTransfer(engine, _inputs, refused));
            Assert.Equal(setting, refusal.Setting);
            Assert.Equal(
                $"The weights end before {missing}: choose layers before conv3_2 for {setting}, "
                + "or weights that reach further.",
                refusal.Message);
        }
    }

    [Fact]
    public void Style_weights_that_do_not_fit_the_style_pictures()
    {
        AssertRefused(
            SmallTransfer.Settings with { StyleWeights = [1, 2] },
            _inputs,
            "style-weights",
            "style-weights has 2 weights, but the number of style pictures is 1; give one for each.");
        AssertRefused(
            SmallTransfer.Settings with { StyleWeights = [0] },
            _inputs,
            "style-weights",
            "Every style weight is 0; at least one must be larger.");
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_sample_that_is_no_finite_number_is_refused_by_the_pictures_name(float sample)
    {
        const string Place = "has an infinite sample, or one that is not a number, at column 5, row 7";
        var spoilt = new Picture(32, 24);
        spoilt.Plane(2)[(7 * 32) + 5] = sample;
        var clear = new float[32 * 24];
        clear[(7 * 32) + 5] = sample;
        var settings = SmallTransfer.Settings with { Init = "start.png" };
        var good = _inputs with { Start = new Picture(32, 24) };

        AssertRefused(settings, good with { Content = spoilt }, "content", $"The content picture {Place}");
        AssertRefused(settings, good with { Styles = [spoilt] }, "style", $"The style picture {Place}");
        AssertRefused(
            settings, good with { Styles = [new Picture(32, 24), spoilt] }, "style", $"Style picture 2 {Place}");
        AssertRefused(settings, good with { Start = spoilt }, "init", $"The picture to start from {Place}");
        AssertRefused(
            settings,
            good with { Content = new Picture(32, 24).WithAlpha(clear) },
            "content",
            $"The content picture's alpha {Place}");
    }

    [Fact]
    public void No_style_picture() => AssertRefused(
        SmallTransfer.Settings, _inputs with { Styles = [] }, "style", "At least one style picture is needed.");

    [Fact]
    public void A_picture_to_start_from_that_is_missing() => AssertRefused(
        SmallTransfer.Settings with { Init = "start.png" },
        _inputs,
        "init",
        "The picture 'start.png' to start from is missing.");

    [Theory]
    [InlineData(OptimizerKind.Lbfgs, 1e308)] // the loss itself is infinite
    [InlineData(OptimizerKind.Lbfgs, 1e60)] // the gradient alone
    [InlineData(OptimizerKind.Adam, 1e60)]
    public void A_loss_that_is_no_longer_a_number_stops_the_transfer_before_it_moves_a_pixel(
        OptimizerKind optimizer, double weight)
    {
        var settings = SmallTransfer.Settings with
        {
            Optimizer = optimizer,
            Init = Starts.Noise,
            StyleWeight = weight,
            ContentWeight = weight,
        };
        using var engine = SmallTransfer.Engine(settings);
        var inputs = new TransferInputs(SamplePictures.Harbour, [SamplePictures.Brushwork]);
        var transfer = new StyleTransfer(engine, inputs, settings);
        var before = transfer.Save().Pixels.ToArray();

        var stopped = Assert.Throws<NonFiniteLossException>(() => transfer.Run(_ => { }));

        Assert.Equal(before, transfer.Save().Pixels);
        Assert.Equal(
            "The loss or its gradient is no longer finite at iteration 1 of the 48 x 32 scale: "
            + "lower step-size, or style-weight and content-weight.",
            stopped.Message);
    }

    private static void AssertRefused(
        TransferSettings settings, TransferInputs inputs, string setting, string message, bool isRefused = true)
    {
        using var engine = SmallTransfer.Engine(settings);
        if (!isRefused)
        {
            Assert.NotNull(new StyleTransfer(engine, inputs, settings));
            return;
        }

        var refusal = Assert.Throws<InvalidSettingException>(() => new StyleTransfer(engine, inputs, settings));
        Assert.Equal(setting, refusal.Setting);
        Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
    }
}
