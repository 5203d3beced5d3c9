namespace StyleFunctions.Imaging.Tests;

public sealed class ColorTransferTests
{
    [Fact]
    public void Matched_colours_have_the_contents_mean_and_covariance()
    {
        var style = Colors(41, 23, seed: 1, spread: 0.15f);
        var content = Colors(30, 37, seed: 2, spread: 0.1f);

        var matched = ColorTransfer.MatchColor(style, content);

        Assert.Equal((41, 23), (matched.Width, matched.Height));
        Assert.All(matched.Samples, sample => Assert.InRange(sample, 1e-6f, 1 - 1e-6f)); // Nothing was clamped.
        AssertSameStatistics(content, matched, 1e-6);
        Assert.True(StatisticsDistance(style, content) > 0.01);
    }

    [Fact]
    public void Colours_that_match_already_stay()
    {
        var picture = Colors(20, 20, seed: 3, spread: 0.2f);
        var matched = ColorTransfer.MatchColor(picture, picture);
        Assert.All(picture.Samples.Zip(matched.Samples), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void A_style_of_one_colour_takes_the_contents_mean_colour()
    {
        var content = Colors(16, 16, seed: 4, spread: 0.2f);
        var matched = ColorTransfer.MatchColor(Flat(9, 9, 0.2f, 0.9f, 0.4f), content);
        for (var channel = 0; channel < Picture.Channels; channel++)
        {
            var mean = content.Plane(channel).ToArray().Average();
            Assert.All(matched.Plane(channel).ToArray(), sample => Assert.Equal(mean, sample, 1e-4f));
        }
    }

    [Fact]
    public void A_content_of_one_colour_leaves_that_colour()
    {
        var matched = ColorTransfer.MatchColor(Colors(9, 9, seed: 5, spread: 0.2f), Flat(4, 4, 0.25f, 0.5f, 0.75f));
        Assert.All(matched.Plane(0).ToArray(), sample => Assert.Equal(0.25f, sample, 1e-5f));
        Assert.All(matched.Plane(2).ToArray(), sample => Assert.Equal(0.75f, sample, 1e-5f));
    }

    [Fact]
    public void A_grey_style_is_matched_without_noise_being_made_into_colour()
    {
        var gray = Colors(32, 32, seed: 6, spread: 0.2f);
        gray.Plane(0).CopyTo(gray.Plane(1));
        gray.Plane(0).CopyTo(gray.Plane(2));

        var matched = ColorTransfer.MatchColor(gray, Colors(32, 32, seed: 7, spread: 0.15f));

        // All colours lie on one line, so each plane is a multiple of the first, but for a constant.
        var red = Deviations(matched, 0);
        for (var channel = 1; channel < Picture.Channels; channel++)
        {
            var other = Deviations(matched, channel);
            var slope = red.Zip(other, (a, b) => a * b).Sum() / red.Sum(a => a * a);
            Assert.All(red.Zip(other), pair => Assert.Equal(slope * pair.First, pair.Second, 1e-4));
        }
    }

    [Fact]
    public void Samples_are_clamped_and_alpha_is_kept()
    {
        var style = Colors(24, 24, seed: 8, spread: 0.1f).WithAlpha(new float[24 * 24]);
        var content = new Picture(2, 1, [0, 1, 0, 1, 0.2f, 0.8f]);
        var matched = ColorTransfer.MatchColor(style, content);
        Assert.All(matched.Samples, sample => Assert.InRange(sample, 0, 1));
        Assert.Contains(0f, matched.Samples);
        Assert.Same(style.Alpha, matched.Alpha);
    }

    [Fact]
    public void The_stylised_luminance_goes_with_the_contents_chroma()
    {
        // Small spreads around grey, so that every colour that results exists.
        var stylized = Colors(13, 17, seed: 9, spread: 0.1f).WithAlpha(new float[13 * 17]);
        var content = Colors(13, 17, seed: 10, spread: 0.1f);

        var kept = ColorTransfer.KeepLuminance(stylized, content);

        for (var i = 0; i < 13 * 17; i++)
        {
            Assert.Equal(Yiq(stylized, i).Y, Yiq(kept, i).Y, 1e-6);
            Assert.Equal(Yiq(content, i).I, Yiq(kept, i).I, 1e-6);
            Assert.Equal(Yiq(content, i).Q, Yiq(kept, i).Q, 1e-6);
        }

        Assert.Same(stylized.Alpha, kept.Alpha);
    }

    [Fact]
    public void Luminance_beyond_what_a_colour_can_have_is_clamped()
    {
        var kept = ColorTransfer.KeepLuminance(Flat(3, 2, 1, 1, 1), Flat(3, 2, 1, 0, 0));
        Assert.All(kept.Samples, sample => Assert.InRange(sample, 0, 1));
        Assert.Equal(1f, kept.Samples[0]);
        Assert.Equal(0.701f, kept.Samples[6], 1e-6f);
    }

    [Fact]
    public void Luminance_of_a_picture_of_another_size_is_refused() =>
        Assert.Throws<ArgumentException>(() => ColorTransfer.KeepLuminance(new Picture(2, 3), new Picture(3, 2)));

    private static Picture Flat(int width, int height, float red, float green, float blue)
    {
        var picture = new Picture(width, height);
        picture.Plane(0).Fill(red);
        picture.Plane(1).Fill(green);
        picture.Plane(2).Fill(blue);
        return picture;
    }

    /// <summary>Colours near grey, their channels mixed by a matrix of their own.</summary>
    private static Picture Colors(int width, int height, int seed, float spread)
    {
        var random = new Random(seed);
        var mixing = Enumerable.Range(0, 9).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var picture = new Picture(width, height);
        for (var i = 0; i < width * height; i++)
        {
            var independent = Enumerable.Range(0, 3).Select(_ => 2 * random.NextSingle() - 1).ToArray();
            for (var channel = 0; channel < 3; channel++)
            {
                var mixed = Enumerable.Range(0, 3).Sum(k => mixing[3 * channel + k] * independent[k]);
                picture.Plane(channel)[i] = 0.5f + 0.05f * mixing[channel] + spread * mixed;
            }
        }

        return picture;
    }

    private static (double Y, double I, double Q) Yiq(Picture picture, int i)
    {
        double r = picture.Plane(0)[i], g = picture.Plane(1)[i], b = picture.Plane(2)[i];
        return (
            0.299 * r + 0.587 * g + 0.114 * b,
            0.595716 * r - 0.274453 * g - 0.321263 * b,
            0.211456 * r - 0.522591 * g + 0.311135 * b);
    }

    private static double[] Deviations(Picture picture, int channel)
    {
        var plane = picture.Plane(channel).ToArray();
        var mean = plane.Average(sample => (double)sample);
        return [.. plane.Select(sample => sample - mean)];
    }

    private static void AssertSameStatistics(Picture expected, Picture actual, double tolerance) =>
        Assert.InRange(StatisticsDistance(expected, actual), 0, tolerance);

    private static double StatisticsDistance(Picture left, Picture right) =>
        Statistics(left).Zip(Statistics(right), (a, b) => Math.Abs(a - b)).Max();

    /// <summary>Three means and nine covariances.</summary>
    private static IEnumerable<double> Statistics(Picture picture)
    {
        for (var i = 0; i < 3; i++)
        {
            yield return picture.Plane(i).ToArray().Average(sample => (double)sample);
            for (var j = 0; j < 3; j++)
            {
                yield return Deviations(picture, i).Zip(Deviations(picture, j), (a, b) => a * b).Average();
            }
        }
    }
}
