using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Settings;
using Xunit.Abstractions;

namespace StyleFunctions.Transfer.Tests.Transfers;

/// <summary>
/// What the whole is for: the style is taken on while the content stays. The default preset, with fewer iterations and
/// smaller scales; losses are those of the finished picture.
/// </summary>
public sealed class FinalScaleTests(ITestOutputHelper output)
{
    private const double StyleFall = 0.8;

    /// <summary>A picture of nothing, all grey, has a content loss of 3.91; the style picture itself 4.76.</summary>
    private const double ContentBound = 3.5;

    private static readonly TransferSettings _settings = SmallTransfer.Settings with
    {
        Size = 192,
        MinSize = 96,
        Iterations = 25,
    };

    private static readonly TransferInputs _inputs = new(SamplePictures.Harbour, [SamplePictures.Brushwork]);

    [Fact]
    public void The_style_is_taken_on_and_the_content_stays()
    {
        var (fall, content) = Judge("default", SmallTransfer.Run(_settings, _inputs).Picture);
        Assert.True(fall >= StyleFall, $"The style loss fell by {fall:P0} only.");
        Assert.True(content < ContentBound, $"The content loss rose to {content:F2}.");
    }

    [Fact]
    public void From_noise_alone_as_many_iterations_take_on_the_style_but_lose_the_content()
    {
        var settings = _settings with { Init = "noise", ContentWeight = 0 };
        var (fall, content) = Judge("noise alone", SmallTransfer.Run(settings, _inputs).Picture);
        Assert.True(fall >= StyleFall, $"The style loss fell by {fall:P0} only.");
        Assert.True(content > ContentBound, $"The content loss is {content:F2}: the bound tells nothing.");
    }

    [Fact]
    public void Without_a_style_weight_the_content_stays_but_no_style_is_taken_on()
    {
        var settings = _settings with { StyleWeight = 0, MinSize = 192, Iterations = 10, Init = Starts.Content };
        var (fall, content) = Judge("no style", SmallTransfer.Run(settings, _inputs).Picture);
        Assert.True(fall < 0.2, $"The style loss fell by {fall:P0}: the bound tells nothing.");
        Assert.True(content < ContentBound, $"The content loss rose to {content:F2}.");
    }

    private (double StyleFall, double Content) Judge(string what, Picture picture)
    {
        var content = SmallTransfer.LossesAt(SamplePictures.Harbour.At(192), _settings, _inputs);
        var found = SmallTransfer.LossesAt(picture, _settings, _inputs);
        var fall = 1 - (found.StyleLoss / content.StyleLoss);
        output.WriteLine(
            $"{what}: style loss {content.StyleLoss:F3} -> {found.StyleLoss:F3} ({fall:P1} less), " +
            $"content loss {found.ContentLoss:F3}");
        return (fall, found.ContentLoss);
    }
}
