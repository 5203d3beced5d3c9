using StyleFunctions.Imaging.Png;

namespace StyleFunctions.Imaging.Tests.Png;

public sealed class PngBandsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(24)]
    public void Written_in_bands_a_picture_gives_the_same_file(int rows)
    {
        var generator = new Random(1);
        var picture = new Picture(31, 24, [.. Enumerable.Range(0, 3 * 31 * 24).Select(_ => generator.NextSingle())]);
        using var writer = new PngWriter(31, 24);
        for (var y = 0; y < 24; y += rows)
        {
            writer.Add(Band(picture, y, Math.Min(rows, 24 - y)));
        }

        Assert.Equal(PictureFile.EncodePng(picture), writer.Finish());
    }

    [Fact]
    public void Rows_that_are_missing_or_do_not_fit_are_refused()
    {
        using var writer = new PngWriter(3, 4);
        writer.Add(new Picture(3, 3));
        Assert.Throws<InvalidOperationException>(writer.Finish);
        Assert.Throws<ArgumentException>(() => writer.Add(new Picture(3, 2)));
        Assert.Throws<ArgumentException>(() => writer.Add(new Picture(2, 1)));
        Assert.Throws<ArgumentException>(() => writer.Add(new Picture(3, 1, new float[9], new float[3])));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PngWriter(3, 4, 12));
    }

    private static Picture Band(Picture picture, int top, int rows)
    {
        var band = new Picture(picture.Width, rows);
        for (var channel = 0; channel < Picture.Channels; channel++)
        {
            picture.Plane(channel).Slice(top * picture.Width, rows * picture.Width).CopyTo(band.Plane(channel));
        }

        return band;
    }
}
