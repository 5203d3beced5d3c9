namespace StyleFunctions.Imaging.Tests;

public sealed class PictureMarginTests
{
    [Fact]
    public void The_picture_goes_on_as_its_mirror_image_beyond_each_edge()
    {
        var picture = new Picture(3, 2, [1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        var canvas = PictureMargin.Add(picture, 2);
        Assert.Equal((7, 6), (canvas.Width, canvas.Height));
        Assert.Equal(
            [
                5, 4, 4, 5, 6, 6, 5,
                2, 1, 1, 2, 3, 3, 2,
                2, 1, 1, 2, 3, 3, 2,
                5, 4, 4, 5, 6, 6, 5,
                5, 4, 4, 5, 6, 6, 5,
                2, 1, 1, 2, 3, 3, 2,
            ],
            canvas.Plane(0).ToArray());
    }

    [Theory]
    [InlineData(5, 4, 0)]
    [InlineData(5, 4, 1)]
    [InlineData(1, 3, 7)] // a margin wider than the picture: mirrored again and again
    public void What_is_cut_off_was_added(int width, int height, int margin)
    {
        var picture = new Picture(width, height, [.. Enumerable.Range(0, 3 * width * height).Select(i => i / 100f)]);
        var canvas = PictureMargin.Add(picture, margin);
        Assert.All(canvas.Samples, s => Assert.Contains(s, picture.Samples));
        Assert.Equal(picture.Samples, PictureMargin.CutOff(canvas, margin).Samples);
    }
}
