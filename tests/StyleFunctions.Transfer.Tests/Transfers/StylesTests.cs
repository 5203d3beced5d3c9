using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Tests.Transfers;

/// <summary>What several styles, their weights and their size do to the picture.</summary>
public sealed class StylesTests
{
    private static readonly Picture _first = SamplePictures.Brushwork;
    private static readonly Picture _second = SamplePictures.Mosaic;
    private static readonly Lazy<float[]> _firstAlone = new(() => Run(SmallTransfer.Settings, _first));

    [Fact]
    public void A_style_of_weight_0_is_as_if_it_were_not_given()
    {
        Assert.Equal(_firstAlone.Value, Run(SmallTransfer.Settings with { StyleWeights = [1, 0] }, _first, _second));
        Assert.Equal(_firstAlone.Value, Run(SmallTransfer.Settings with { StyleWeights = [0, 2.5] }, _second, _first));
    }

    [Fact]
    public void Styles_are_blended_equally_unless_weights_are_given()
    {
        var blend = Run(SmallTransfer.Settings, _first, _second);
        Assert.Equal(blend, Run(SmallTransfer.Settings with { StyleWeights = [3, 3] }, _first, _second));
        Assert.NotEqual(_firstAlone.Value, blend);
        Assert.NotEqual(Run(SmallTransfer.Settings, _second), blend);
        Assert.NotEqual(blend, Run(SmallTransfer.Settings with { StyleWeights = [3, 1] }, _first, _second));
    }

    /// <summary>The more a blend leans towards the second style, the further it is from the first one.</summary>
    [Fact]
    public void A_blend_lies_between_its_styles()
    {
        var picture = _first.At(48);
        double[] losses =
        [
            .. new double[][] { [1, 0], [3, 1], [1, 3], [0, 1] }.Select(weights => SmallTransfer.LossesAt(
                picture,
                SmallTransfer.Settings with { StyleWeights = weights },
                new TransferInputs(picture, [_first, _second])).StyleLoss),
        ];
        Assert.Equal(losses.Order(), losses);
        Assert.True(losses[0] < 0.1 * losses[3]);
    }

    [Fact]
    public void The_size_at_which_a_style_is_seen_matters() =>
        Assert.NotEqual(_firstAlone.Value, Run(SmallTransfer.Settings with { StyleScale = 2 }, _first));

    [Theory]
    [InlineData(1, 96, 77)]
    [InlineData(0.5, 48, 38)]
    [InlineData(2, 192, 154)]
    [InlineData(20, 640, 512)] // its own size: never enlarged
    public void A_style_is_seen_in_proportion_to_the_result(double styleScale, int width, int height)
    {
        var scale = new TransferScale(96, 96, 64, 1);
        var settings = SmallTransfer.Settings with { StyleScale = styleScale };
        Assert.Equal((width, height), StyleTransfer.StyleSize(_first, scale, settings));
    }

    private static float[] Run(TransferSettings settings, params Picture[] styles) =>
        SmallTransfer.Run(settings, new TransferInputs(SamplePictures.Harbour, styles)).Picture.Samples;
}
