using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;
using Xunit.Abstractions;

namespace StyleFunctions.Transfer.Tests.Transfers;

/// <summary>
/// A network that repeats the edge sees the outermost pixels many times over, deeper and deeper, so that the cheapest
/// way to a lower loss is to paint them into a frame. In the margin it can, and the margin is cut off.
/// </summary>
public sealed class BorderTests(ITestOutputHelper output)
{
    private static readonly TransferSettings _settings =
        NetworkArchitecture.Embedded.DefaultSettings with { Size = 128, MinSize = 91, Iterations = 40 };

    [Theory]
    [InlineData("watercolour")]
    [InlineData("brushwork")]
    public void The_outermost_pixels_differ_from_their_neighbours_no_more_than_others_do(string style)
    {
        var withMargin = Frame(_settings, style);
        var without = Frame(_settings with { Margin = 0 }, style);
        output.WriteLine($"{style}: {withMargin:F2} with a margin, {without:F2} without");
        Assert.InRange(withMargin, 0, 1.25);
        Assert.True(without > withMargin * 1.15, $"{without} without a margin, {withMargin} with one");
    }

    [Theory]
    [InlineData(100, 60)]
    [InlineData(60, 100)]
    [InlineData(91, 91)]
    public void The_result_has_the_size_asked_for_and_the_picture_is_where_it_was(int width, int height)
    {
        // Hardly a step: the margin must neither shift nor stretch what is in the middle.
        var content = Tilted(width, height);
        var size = Math.Max(width, height);
        var settings = _settings with
        {
            Size = size,
            MinSize = (size / 2) + 8,
            Iterations = 1,
            StepSize = 1e-5,
            Init = Starts.Content,
            Margin = 0.1,
        };
        var picture = SmallTransfer.Run(settings, new TransferInputs(content, [SamplePictures.Mosaic])).Picture;
        Assert.Equal((width, height), (picture.Width, picture.Height));
        var difference = picture.Samples.Zip(content.Samples, (a, b) => Math.Abs(a - b)).Average();
        output.WriteLine($"mean difference {difference:F4}");
        Assert.InRange(difference, 0, 0.007);
    }

    [Fact]
    public void A_transfer_with_a_margin_goes_on_after_an_interruption_to_the_same_bytes()
    {
        var settings = _settings with { Size = 64, MinSize = 46, Iterations = 4, Margin = 0.05 };
        var inputs = new TransferInputs(SamplePictures.Harbour, [SamplePictures.Mosaic]);
        var whole = SmallTransfer.Run(settings, inputs).Picture;
        using var engine = SmallTransfer.Engine(settings);
        using var begun = new StyleTransfer(engine, inputs, settings);
        using var stop = new CancellationTokenSource();
        begun.Run(p => Stop(p.Scale == 2 && p.Iteration == 2), stop.Token);
        using var resumed = new StyleTransfer(engine, inputs, settings);
        resumed.Restore(begun.Save());
        Assert.True(resumed.Run(_ => { }));
        Assert.Equal(whole.Samples, resumed.CurrentPicture().Samples);

        void Stop(bool now)
        {
            if (now)
            {
                stop.Cancel();
            }
        }
    }

    [Fact]
    public void Only_the_embedded_network_has_one_by_default()
    {
        Assert.Equal(0, NetworkArchitecture.Vgg19.DefaultSettings.Margin);
        Assert.Equal(0, NetworkArchitecture.Vgg16.DefaultSettings.Margin);
        Assert.InRange(NetworkArchitecture.Embedded.DefaultSettings.Margin, 0.01, 0.05);
    }

    private static double Frame(TransferSettings settings, string style)
    {
        var inputs = new TransferInputs(
            SamplePictures.Harbour, [style == "brushwork" ? SamplePictures.Brushwork : SamplePictures.Watercolour]);
        return Frame(SmallTransfer.Run(settings, inputs, threads: 2).Picture);
    }

    // The mean step from the outermost row or column to the next, in mean steps between rows and columns further in.
    private static double Frame(Picture picture)
    {
        const int Inside = 6;
        var (rows, columns) = (picture.Height - 1, picture.Width - 1);
        var edge = (Step(0, 1, true) + Step(rows, rows - 1, true)
            + Step(0, 1, false) + Step(columns, columns - 1, false)) / 4;
        var inner = (Enumerable.Range(Inside, rows - (2 * Inside)).Average(y => Step(y, y + 1, true))
            + Enumerable.Range(Inside, columns - (2 * Inside)).Average(x => Step(x, x + 1, false))) / 2;
        return edge / inner;

        double Step(int a, int b, bool isRow) =>
            Enumerable.Range(0, Picture.Channels).Average(c =>
                Enumerable.Range(Inside, (isRow ? columns : rows) - (2 * Inside)).Average(k => Math.Abs(
                    (isRow ? At(c, a, k) : At(c, k, a)) - (double)(isRow ? At(c, b, k) : At(c, k, b)))));

        float At(int c, int y, int x) => picture.Samples[(((c * picture.Height) + y) * picture.Width) + x];
    }

    private static Picture Tilted(int width, int height)
    {
        var picture = new Picture(width, height);
        for (var i = 0; i < picture.Samples.Length; i++)
        {
            var (x, y) = (i % width, i / width % height);
            picture.Samples[i] = 0.5f + (0.3f * MathF.Sin((x * 0.11f) + (y * 0.07f) + (i / (width * height))));
        }

        return picture;
    }
}
