using StyleFunctions.Imaging.Jpeg;

namespace StyleFunctions.Imaging.Tests.Jpeg;

public sealed class JpegWriterTests
{
    [Theory]
    [InlineData(30, 28)]
    [InlineData(50, 29.5)]
    [InlineData(75, 32)]
    [InlineData(90, 36.5)]
    [InlineData(95, 40)]
    [InlineData(100, 50)]
    public void A_written_picture_is_close_to_the_original(int quality, double leastDecibels)
    {
        var picture = BusyPicture(61, 43);

        var read = JpegReader.Decode(JpegWriter.Encode(picture, quality), PictureLimits.Default);

        Assert.Equal((61, 43), (read.Width, read.Height));
        Assert.InRange(PeakSignalToNoise(picture, read), leastDecibels, 80);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 8)]
    [InlineData(9, 7)]
    [InlineData(1, 40)]
    public void Sizes_that_are_not_whole_blocks_come_back(int width, int height)
    {
        var picture = BusyPicture(width, height);

        var read = JpegReader.Decode(JpegWriter.Encode(picture, 98), PictureLimits.Default);

        Assert.Equal((width, height), (read.Width, read.Height));
        Assert.InRange(PeakSignalToNoise(picture, read), 38, double.PositiveInfinity);
    }

    [Fact]
    public void Plain_colours_come_back_to_a_level()
    {
        foreach (var (r, g, b) in new[] { (0f, 0f, 0f), (1f, 1f, 1f), (1f, 0f, 0f), (0f, 0f, 1f), (0.2f, 0.6f, 0.4f) })
        {
            var picture = new Picture(16, 16);
            picture.Plane(0).Fill(r);
            picture.Plane(1).Fill(g);
            picture.Plane(2).Fill(b);

            var read = JpegReader.Decode(JpegWriter.Encode(picture, 100), PictureLimits.Default);

            Assert.All(
                read.Samples.Zip(picture.Samples, (a, b) => 255 * Math.Abs(a - b)),
                difference => Assert.InRange(difference, 0, 1.01f));
        }
    }

    [Fact]
    public void A_better_quality_is_a_larger_file()
    {
        var picture = BusyPicture(61, 43);

        var sizes = Enumerable.Range(0, 12).Select(i => JpegWriter.Encode(picture, 1 + (9 * i)).Length).ToArray();

        Assert.Equal(sizes.Order(), sizes);
        Assert.Equal(sizes.Distinct(), sizes);
    }

    [Theory]
    [InlineData("baseline-grey", 30)]
    [InlineData("baseline-444", 50)]
    [InlineData("baseline-422", 75)]
    [InlineData("baseline-420", 90)]
    [InlineData("baseline-411", 95)]
    [InlineData("quality-100", 100)]
    public void Tables_are_those_libjpeg_writes_at_the_same_quality(string fixture, int quality)
    {
        var ours = Tables(JpegWriter.Encode(BusyPicture(8, 8), quality));

        Assert.All(Tables(JpegFixtures.Read(fixture)), theirs => Assert.Contains(theirs, ours));
    }

    [Fact]
    public void The_same_picture_gives_the_same_bytes() =>
        Assert.Equal(JpegWriter.Encode(BusyPicture(61, 43), 80), JpegWriter.Encode(BusyPicture(61, 43), 80));

    [Fact]
    public void Samples_outside_the_unit_range_are_clamped()
    {
        var wild = new Picture(2, 1, [-3f, 7f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0.5f]);
        var tame = new Picture(2, 1, [0f, 1f, 0f, 1f, 0f, 0.5f]);

        Assert.Equal(JpegWriter.Encode(tame, 90), JpegWriter.Encode(wild, 90));
    }

    [Fact]
    public void Alpha_is_dropped()
    {
        var picture = BusyPicture(10, 10);

        Assert.Equal(JpegWriter.Encode(picture, 90), JpegWriter.Encode(picture.WithAlpha(new float[100]), 90));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void A_quality_off_the_scale_is_refused(int quality) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => JpegWriter.Encode(new Picture(1, 1), quality));

    [Fact]
    public void A_side_longer_than_a_header_can_say_is_refused()
    {
        var refusal = Assert.Throws<PictureFormatException>(() => JpegWriter.Encode(new Picture(65_536, 1), 90));

        Assert.Equal("The picture is 65536 x 1 pixels; a JPEG has at most 65,535 a side.", refusal.Message);
    }

    /// <summary>The DQT and DHT tables of a file, each as text: marker, slot and content.</summary>
    private static List<string> Tables(byte[] file)
    {
        var tables = new List<string>();
        for (var at = 2; file[at + 1] != 0xDA; at += 2 + ((file[at + 2] << 8) | file[at + 3]))
        {
            if (file[at + 1] is 0xDB or 0xC4)
            {
                tables.Add(Convert.ToHexString(file, at, 2 + ((file[at + 2] << 8) | file[at + 3])));
            }
        }

        Assert.NotEmpty(tables);
        return tables;
    }

    private static Picture BusyPicture(int width, int height)
    {
        var picture = new Picture(width, height);
        for (var channel = 0; channel < Picture.Channels; channel++)
        {
            var plane = picture.Plane(channel);
            for (var i = 0; i < plane.Length; i++)
            {
                var (x, y) = (i % width, i / width);
                var wave = 0.5f + (0.3f * MathF.Sin((0.11f * x) + (0.07f * y) + channel));
                var stripes = y > height / 2 ? 0.12f * MathF.Sin((1.3f * x) + (0.4f * y)) : 0f;
                plane[i] = x > width * 0.7f && y < height * 0.4f ? 0.3f * channel : wave + stripes;
            }
        }

        return picture;
    }

    private static double PeakSignalToNoise(Picture a, Picture b) =>
        -10 * Math.Log10(a.Samples.Zip(b.Samples, (x, y) => Math.Pow(x - y, 2)).Average());
}
