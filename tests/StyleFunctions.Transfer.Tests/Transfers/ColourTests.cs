using StyleFunctions.Imaging;
using StyleFunctions.Imaging.Resampling;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Tests.Transfers;

/// <summary>The content's colours and its alpha in the result.</summary>
public sealed class ColourTests
{
    private static readonly Lazy<TransferResult> _plain = new(() => SmallTransfer.Run(SmallTransfer.Settings));

    [Fact]
    public void Preserving_luminance_changes_the_contents_colours_only_in_brightness()
    {
        var settings = SmallTransfer.Settings with { PreserveColor = ColorPreservation.Luminance };
        var picture = SmallTransfer.Run(settings).Picture;
        var content = Resampler.Resize(SamplePictures.Harbour, picture.Width, picture.Height);

        // One difference in red, green and blue alike leaves I and Q as they are, where none of them was clamped.
        var count = picture.Width * picture.Height;
        var changes = Enumerable.Range(0, count)
            .Select(i => Enumerable.Range(0, 3).Select(c => c * count + i).ToArray())
            .Where(pixel => pixel.All(i => picture.Samples[i] is > 0 and < 1))
            .Select(pixel => pixel.Select(i => picture.Samples[i] - content.Samples[i]).ToArray())
            .ToArray();
        Assert.True(changes.Length > count / 2);
        Assert.All(changes, change => Assert.True(change.Max() - change.Min() < 1e-5));
        Assert.Contains(changes, change => Math.Abs(change[0]) > 0.03);
        Assert.NotEqual(_plain.Value.Picture.Samples, picture.Samples);
        Assert.Equal(_plain.Value.Steps[^1].Loss, SmallTransfer.Run(settings).Steps[^1].Loss); // done afterwards
    }

    [Fact]
    public void Matching_gives_the_style_the_contents_colours_first()
    {
        var settings = SmallTransfer.Settings with { PreserveColor = ColorPreservation.Match };
        var matched = SmallTransfer.Run(settings).Picture;
        var recoloured = new TransferInputs(
            SamplePictures.Harbour, [ColorTransfer.MatchColor(SamplePictures.Brushwork, SamplePictures.Harbour)]);
        Assert.Equal(SmallTransfer.Run(SmallTransfer.Settings, recoloured).Picture.Samples, matched.Samples);
        Assert.NotEqual(_plain.Value.Picture.Samples, matched.Samples);
    }

    [Theory]
    [InlineData(ColorPreservation.None)]
    [InlineData(ColorPreservation.Luminance)]
    [InlineData(ColorPreservation.Match)]
    public void The_contents_alpha_comes_back_and_changes_nothing_else(ColorPreservation preservation)
    {
        var settings = SmallTransfer.Settings with { PreserveColor = preservation };
        var content = SamplePictures.Harbour;
        var alpha = Enumerable.Range(0, content.Width * content.Height).Select(i => i % content.Width / 768f).ToArray();
        var opaque = new TransferInputs(content, [SamplePictures.Brushwork]);

        var picture = SmallTransfer.Run(settings, opaque with { Content = content.WithAlpha(alpha) }).Picture;

        Assert.Equal(Resampler.Resize(content.WithAlpha(alpha), 48, 32).Alpha, picture.Alpha);
        Assert.Null(SmallTransfer.Run(settings, opaque).Picture.Alpha);
        Assert.Equal(SmallTransfer.Run(settings, opaque).Picture.Samples, picture.Samples);
    }
}
