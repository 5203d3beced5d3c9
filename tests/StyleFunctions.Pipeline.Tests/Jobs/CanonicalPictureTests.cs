using StyleFunctions.Imaging;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Pipeline.Tests.Jobs;

public sealed class CanonicalPictureTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public void No_sample_is_lost(int bitDepth)
    {
        var levels = bitDepth == 8 ? 255 : 65535;
        var generator = new Random(1);
        var picture = new Picture(20, 10, Samples(600), Samples(200));
        var canonical = CanonicalPicture.Decode(PictureFile.EncodePng(picture, bitDepth));

        var read = PictureFile.Decode(canonical.Png.Span);
        Assert.Equal(picture.Samples, read.Samples);
        Assert.Equal(picture.Alpha, read.Alpha);
        Assert.Equal(bitDepth, canonical.Png.Span[24]);

        float[] Samples(int count) =>
            [.. Enumerable.Range(0, count).Select(_ => generator.Next(levels + 1) / (float)levels)];
    }

    [Fact]
    public void Made_canonical_again_it_stays_as_it_is()
    {
        foreach (var picture in SmallJob.Pictures.Values)
        {
            Assert.Equal(picture.Hash, CanonicalPicture.Decode(picture.Png.Span).Hash);
        }
    }

    [Fact]
    public void What_is_no_picture_or_too_large_is_refused()
    {
        Assert.Throws<PictureFormatException>(() => CanonicalPicture.Decode("picture"u8));
        var png = SmallJob.Pictures[SmallJob.Harbour].Png;
        Assert.Throws<PictureFormatException>(() => CanonicalPicture.Decode(png.Span, new PictureLimits(100, 50)));
    }
}
