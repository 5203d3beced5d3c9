namespace StyleFunctions.Imaging.Tests.Png;

public sealed class PngReaderTests
{
    // Both sides divide a whole number by the largest: only the last bit of a float may differ.
    private const float Tolerance = 1e-6f;

    public static TheoryData<string> Fixtures => [.. PngFixture.Names];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void A_picture_has_the_samples_that_pngtopnm_gives(string name)
    {
        var picture = PictureFile.Decode(PngFixture.Read(name));

        var expected = PngFixture.ExpectedColors(name);
        Assert.Equal((expected.Width, expected.Height), (picture.Width, picture.Height));
        for (var channel = 0; channel < Picture.Channels; channel++)
        {
            var plane = picture.Plane(channel).ToArray();
            var first = channel % expected.Channels; // Greys have one channel for all three.
            var expectedPlane = plane.Select((_, i) => expected.Samples[i * expected.Channels + first]);
            Assert.All(plane.Zip(expectedPlane), pair => Assert.Equal(pair.Second, pair.First, Tolerance));
        }
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Alpha_is_what_pngtopnm_gives_or_there_is_none(string name)
    {
        var picture = PictureFile.Decode(PngFixture.Read(name));

        var expected = PngFixture.ExpectedAlpha(name);
        Assert.Equal(expected is null, picture.Alpha is null);
        if (expected is not null)
        {
            Assert.All(picture.Alpha!.Zip(expected.Samples), pair => Assert.Equal(pair.Second, pair.First, Tolerance));
        }
    }

    [Fact]
    public void The_fixtures_cover_every_color_type_and_bit_depth_plain_and_interlaced()
    {
        // Bit depth, colour type and interlacing are bytes 24, 25 and 28 of a PNG file.
        var found = PngFixture.Names.Select(PngFixture.Read).Select(file => (file[24], file[25], file[28])).Distinct();
        Assert.Equal(30, found.Count());
    }
}
