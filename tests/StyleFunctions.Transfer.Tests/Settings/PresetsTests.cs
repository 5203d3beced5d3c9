using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Tests.Settings;

public sealed class PresetsTests
{
    public static TheoryData<string> Networks => [.. NetworkArchitecture.All.Select(n => n.Name)];

    [Fact]
    public void Have_names_of_their_own() => Assert.Equal(["default", "gatys"], Presets.Names);

    [Theory]
    [MemberData(nameof(Networks))]
    public void Are_valid_for_every_network(string name)
    {
        var network = NetworkArchitecture.All.Single(n => n.Name == name);
        foreach (var settings in Presets.Names.Select(p => Presets.For(p, network, Preprocessing.Torchvision)))
        {
            foreach (var setting in Setting.All.Where(s => s.Read(settings).Length > 0))
            {
                setting.With(settings, setting.Read(settings)); // throws where a value is out of range
            }

            Assert.All(settings.StyleLayers.Layers, layer => network.Layer(layer));
            Assert.All(settings.ContentLayers.Layers, layer => network.Layer(layer));
        }
    }

    [Fact]
    public void The_default_is_crowsonkbs_for_VGG_and_the_networks_own_for_the_embedded_one()
    {
        var vgg = For("default", NetworkArchitecture.Vgg19);
        Assert.Equal(new TransferSettings(), vgg);
        Assert.Equal(vgg, For("default", NetworkArchitecture.Vgg16));
        Assert.Equal((0.015, 2.0, 0.99), (vgg.ContentWeight, vgg.TvWeight, vgg.AverageDecay));
        Assert.Equal((OptimizerKind.Adam, 0.02), (vgg.Optimizer, vgg.EffectiveStepSize));
        Assert.Equal("relu1_1=256,relu2_1=64,relu3_1=16,relu4_1=4,relu5_1=1", vgg.StyleLayers.ToString());
        Assert.Equal("relu4_2=1", vgg.ContentLayers.ToString());

        var embedded = For("default", NetworkArchitecture.Embedded);
        Assert.Equal(NetworkArchitecture.Embedded.DefaultSettings, embedded);
        Assert.NotEqual(vgg, embedded);
    }

    [Fact]
    public void Gatys_is_jcjohnsons_objective_from_a_little_noise_at_one_scale()
    {
        var settings = Presets.For("gatys", NetworkArchitecture.Vgg19, Preprocessing.Caffe);
        Assert.Equal((5.0, 500.0, 1e-3), (settings.ContentWeight, settings.StyleWeight, settings.TvWeight));
        Assert.Equal(ErrorMeasure.MeanSquare, settings.Error);
        Assert.Equal(GramNormalization.PositionsAndChannels, settings.Gram);
        Assert.Equal((TotalVariationKind.SumOfSquares, 255.0), (settings.Tv, settings.PixelRange));
        Assert.Equal((OptimizerKind.Lbfgs, 100, 1.0), (settings.Optimizer, settings.History, settings.EffectiveStepSize));
        Assert.Equal(("noise", 0.0), (settings.Init, settings.AverageDecay));
        Assert.All(settings.StyleLayers.Normalized, layer => Assert.Equal(0.2, layer.Weight));
        Assert.Single(ScalePyramid.For(settings with { Size = 2000 }, 3, 2));
    }

    /// <summary>
    /// Were the Caffe network's input only divided, here by 50, its content loss would be 50^2, its style loss 50^4
    /// times smaller.
    /// </summary>
    [Fact]
    public void Gatys_makes_up_for_a_network_with_a_smaller_input()
    {
        var divided = Preprocessing.Caffe with { Deviation = [50, 50, 50] };
        var settings = Presets.For("gatys", NetworkArchitecture.Vgg19, divided);
        var caffe = Presets.For("gatys", NetworkArchitecture.Vgg19, Preprocessing.Caffe);
        Assert.Equal(2500 * caffe.ContentWeight, settings.ContentWeight);
        Assert.Equal(6_250_000 * caffe.StyleWeight, settings.StyleWeight);
        Assert.Equal(caffe, settings with { ContentWeight = caffe.ContentWeight, StyleWeight = caffe.StyleWeight });
    }

    [Fact]
    public void An_unknown_one_is_refused_with_the_names_there_are()
    {
        var refusal = Assert.Throws<InvalidSettingException>(() => For("gatis", NetworkArchitecture.Vgg19));
        Assert.Equal("preset", refusal.Setting);
        Assert.Equal("There is no preset 'gatis' among default and gatys; did you mean 'gatys'?", refusal.Message);
    }

    private static TransferSettings For(string preset, NetworkArchitecture network) =>
        Presets.For(preset, network, Preprocessing.Torchvision);
}
