namespace StyleFunctions.Imaging.Tests.Png;

public sealed class PngRoundTripTests
{
    [Theory]
    [InlineData(8, false)]
    [InlineData(8, true)]
    [InlineData(16, false)]
    [InlineData(16, true)]
    public void A_picture_of_whole_levels_comes_back_as_it_was(int bitDepth, bool hasAlpha)
    {
        using var folder = new TemporaryFolder();
        var picture = Levels(45, 31, (1 << bitDepth) - 1, hasAlpha);
        PictureFile.Write(folder["picture.png"], picture, new PictureWriteOptions { BitDepth = bitDepth });

        var read = PictureFile.Read(folder["picture.png"]);

        Assert.Equal((picture.Width, picture.Height), (read.Width, read.Height));
        Assert.Equal(picture.Samples, read.Samples);
        Assert.Equal(picture.Alpha, read.Alpha);
        Assert.Equal(["picture.png"], folder.Content);
    }

    /// <summary>Every level of 8 bits and some of 16, in no order.</summary>
    private static Picture Levels(int width, int height, int maximum, bool hasAlpha)
    {
        var random = new Random(width);
        float[] Plane(int count) =>
            [.. Enumerable.Range(0, count).Select(_ => random.Next(maximum + 1) / (float)maximum)];

        return new Picture(width, height, Plane(3 * width * height), hasAlpha ? Plane(width * height) : null);
    }
}
