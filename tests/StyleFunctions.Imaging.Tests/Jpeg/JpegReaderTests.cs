using StyleFunctions.Imaging.Jpeg;
using Xunit.Abstractions;

namespace StyleFunctions.Imaging.Tests.Jpeg;

public sealed class JpegReaderTests(ITestOutputHelper output)
{
    public static TheoryData<string> Fixtures => [.. JpegFixtures.Names];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void A_file_is_decoded_as_libjpeg_turbo_decodes_it(string name)
    {
        var (width, height, expected) = JpegFixtures.ReadExpected(name);

        var picture = JpegReader.Decode(JpegFixtures.Read(name), PictureLimits.Default);

        Assert.Equal((width, height), (picture.Width, picture.Height));
        Assert.Null(picture.Alpha);
        var differences = picture.Samples.Select((s, i) => Math.Abs((s * 255f) - expected[i])).ToArray();
        var close = differences.Count(d => d <= 2.001f);
        var unequal = differences.Count(d => d > 0.001f);
        output.WriteLine($"largest {differences.Max():0.000}, not equal {unequal} of {differences.Length}");
        Assert.True(differences.Max() <= 8.001f, $"A sample differs by {differences.Max():0.0} levels.");
        Assert.True(close >= 0.999 * differences.Length, $"Of {differences.Length}, {close} are within 2 levels.");
    }

    [Fact]
    public void There_are_fixtures_of_every_kind() => Assert.True(JpegFixtures.Names.Count >= 60);

    [Fact]
    public void A_picture_file_is_known_by_its_first_bytes()
    {
        var picture = PictureFile.Decode(JpegFixtures.Read("baseline-420"));

        Assert.Equal((45, 35), (picture.Width, picture.Height));
        Assert.False(JpegReader.IsJpeg([0xFF, 0xD8]));
        Assert.False(JpegReader.IsJpeg("GIF89a"u8));
    }

    [Fact]
    public void A_file_without_its_end_marker_is_read_when_its_picture_is_whole()
    {
        var file = JpegFixtures.Read("baseline-420");

        var picture = JpegReader.Decode(file.AsSpan(0, file.Length - 2), PictureLimits.Default);

        Assert.Equal(JpegReader.Decode(file, PictureLimits.Default).Samples, picture.Samples);
    }

    [Fact]
    public void What_follows_the_picture_is_ignored()
    {
        var file = JpegFixtures.Read("progressive-420");

        byte[] longer = [.. file, .. JpegFixtures.Read("baseline-grey"), 0xFF, 1, 2, 3];
        var picture = JpegReader.Decode(longer, PictureLimits.Default);

        Assert.Equal(JpegReader.Decode(file, PictureLimits.Default).Samples, picture.Samples);
    }
}
