using StyleFunctions.Imaging;
using StyleFunctions.Imaging.Resampling;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Tests.Transfers;

/// <summary>What the first scale starts from.</summary>
public sealed class StartTests
{
    private static readonly TransferInputs _inputs =
        new(SamplePictures.Harbour, [SamplePictures.Brushwork], SamplePictures.Mosaic);

    [Fact]
    public void Content_is_the_content_picture_at_the_first_scales_size() =>
        AssertNear(Resampler.Resize(SamplePictures.Harbour, 48, 32), Start("content"));

    [Fact]
    public void Recolored_is_the_content_picture_in_the_styles_colours()
    {
        var content = Resampler.Resize(SamplePictures.Harbour, 48, 32);
        AssertNear(ColorTransfer.MatchColor(content, SamplePictures.Brushwork), Start("recolored"));
    }

    [Fact]
    public void Recolored_mixes_the_colours_of_several_styles_by_their_weights()
    {
        var settings = SmallTransfer.Settings with { Init = "recolored", StyleWeights = [3, 1] };
        using var engine = SmallTransfer.Engine(settings);
        var inputs = _inputs with { Styles = [SamplePictures.Brushwork, SamplePictures.Mosaic] };
        var start = new StyleTransfer(engine, inputs, settings).CurrentPicture();
        var content = Resampler.Resize(SamplePictures.Harbour, 48, 32);
        var samples = ColorTransfer.MatchColor(content, SamplePictures.Brushwork).Samples.Zip(
            ColorTransfer.MatchColor(content, SamplePictures.Mosaic).Samples, (a, b) => (0.75f * a) + (0.25f * b));
        AssertNear(new Picture(48, 32, [.. samples]), start);
    }

    [Fact]
    public void A_picture_takes_the_contents_shape() =>
        AssertNear(Resampler.Resize(SamplePictures.Mosaic, 48, 32), Start("mosaic.png"));

    [Fact]
    public void Grey_is_the_networks_mean_colour_with_a_grain_too_fine_to_see()
    {
        var start = Start("grey");
        for (var channel = 0; channel < 3; channel++)
        {
            var mean = Preprocessing.Torchvision.Mean[channel];
            Assert.All(start.Plane(channel).ToArray(), p => Assert.Equal(mean, p, 0.01f));
            Assert.Equal(mean, start.Plane(channel).ToArray().Average(), 5e-4f);
        }
    }

    [Fact]
    public void Noise_is_spread_around_the_networks_mean_colour()
    {
        var start = Start("noise", noiseLevel: 0.1);
        for (var channel = 0; channel < 3; channel++)
        {
            var plane = start.Plane(channel).ToArray();
            var mean = plane.Average();
            Assert.Equal(Preprocessing.Torchvision.Mean[channel], mean, 0.01);
            Assert.Equal(0.1, Math.Sqrt(plane.Average(p => (p - mean) * (p - mean))), 0.01);
        }
    }

    [Fact]
    public void Noise_depends_on_the_seed_alone()
    {
        Assert.Equal(Start("noise", seed: 3).Samples, Start("noise", seed: 3).Samples);
        Assert.NotEqual(Start("noise", seed: 3).Samples, Start("noise", seed: 4).Samples);
        Assert.Equal(Start("content", seed: 3).Samples, Start("content", seed: 4).Samples);
    }

    [Theory]
    [InlineData("content")]
    [InlineData("recolored")]
    [InlineData("grey")]
    [InlineData("noise")]
    [InlineData("mosaic.png")]
    public void The_transfer_lowers_the_loss_from_any_start(string init)
    {
        var steps = SmallTransfer.Run(SmallTransfer.Settings with { Init = init, Iterations = 20 }, _inputs).Steps;
        Assert.True(steps[^1].Loss < 0.7 * steps[0].Loss, $"{steps[0].Loss} -> {steps[^1].Loss}");
    }

    [Fact]
    public void Seeds_make_different_pictures_and_one_seed_the_same_twice()
    {
        var settings = SmallTransfer.Settings with { Init = "noise" };
        var picture = SmallTransfer.Run(settings with { Seed = 1 }).Picture.Samples;
        Assert.Equal(picture, SmallTransfer.Run(settings with { Seed = 1 }).Picture.Samples);
        Assert.NotEqual(picture, SmallTransfer.Run(settings with { Seed = 2 }).Picture.Samples);
    }

    private static Picture Start(string init, ulong seed = 0, double noiseLevel = 0.25)
    {
        var settings = SmallTransfer.Settings with { Init = init, Seed = seed, NoiseLevel = noiseLevel };
        using var engine = SmallTransfer.Engine(settings);
        return new StyleTransfer(engine, _inputs, settings).CurrentPicture();
    }

    private static void AssertNear(Picture expected, Picture found)
    {
        Assert.Equal((expected.Width, expected.Height), (found.Width, found.Height));
        Assert.All(expected.Samples.Zip(found.Samples), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }
}
