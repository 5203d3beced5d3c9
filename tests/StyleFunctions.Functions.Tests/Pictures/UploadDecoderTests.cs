using System.Buffers.Binary;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using StyleFunctions.Functions.Pictures;
using StyleFunctions.Imaging;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Uploads;

namespace StyleFunctions.Functions.Tests.Pictures;

/// <summary>What may be handed in on Azure: PNG and JPEG as everywhere, and WebP.</summary>
public sealed class UploadDecoderTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    private static readonly PictureLimits Limits = UploadLimits.Default.Picture;

    private static readonly UploadDecoder Decoder = new();

    public static TheoryData<string> Fixtures => [.. Files("*.png").Concat(Files("*.jpg")).Order()];

    // So that a file is the same job wherever it is handed in, and what is damaged is refused alike.
    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Png_and_Jpeg_are_read_and_refused_as_everywhere(string name)
    {
        var file = File.ReadAllBytes(Path.Combine(Folder, name));
        foreach (var length in new[] { file.Length, file.Length - 20, file.Length / 2, 20 })
        {
            var part = file[..length];
            Assert.Equal(Outcome(() => PictureFile.Decode(part)), Outcome(() => Decoder.Decode(part, Limits)));
        }

        var isRead = Outcome(() => Decoder.Decode(file, Limits)).Refusal is null;
        Assert.Equal(!name.Contains("Refused", StringComparison.Ordinal), isRead);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_lossless_file_has_its_very_samples(bool isClear)
    {
        var picture = Decoder.Decode(WebPFile.Noise(7, 5, isClear), Limits);

        Assert.Equal((7, 5), (picture.Width, picture.Height));
        Assert.Equal(isClear, picture.Alpha is not null);
        for (var i = 0; i < 35; i++)
        {
            var pixel = WebPFile.NoiseAt(7, 5, i % 7, i / 7, isClear);
            Assert.Equal(
                (pixel.R / 255f, pixel.G / 255f, pixel.B / 255f, pixel.A / 255f),
                (picture.Plane(0)[i], picture.Plane(1)[i], picture.Plane(2)[i], picture.Alpha?[i] ?? 1));
        }
    }

    [Fact]
    public void A_lossy_file_is_much_like_its_picture()
    {
        var picture = PictureFile.Read(Path.Combine(AppContext.BaseDirectory, "samples", "harbour.png"));
        var decoded = Decoder.Decode(WebPFile.Lossy(picture), Limits);
        Assert.Null(decoded.Alpha);
        Assert.InRange(picture.Samples.Zip(decoded.Samples, (a, b) => Math.Abs(a - b)).Average(), 0, 0.02);
    }

    // Where the stored picture's first and second pixels of its first row are, in the upright one of 7 x 5 or 5 x 7.
    [Theory]
    [InlineData(1, 0, 0, 1, 0)]
    [InlineData(2, 6, 0, 5, 0)]
    [InlineData(3, 6, 4, 5, 4)]
    [InlineData(4, 0, 4, 1, 4)]
    [InlineData(5, 0, 0, 0, 1)]
    [InlineData(6, 4, 0, 4, 1)]
    [InlineData(7, 4, 6, 4, 5)]
    [InlineData(8, 0, 6, 0, 5)]
    [InlineData(9, 0, 0, 1, 0)]
    public void It_is_turned_upright(ushort orientation, int x, int y, int nextX, int nextY)
    {
        var picture = Decoder.Decode(WebPFile.Noise(7, 5, orientation: orientation), Limits);

        Assert.Equal(orientation is >= 5 and <= 8 ? (5, 7) : (7, 5), (picture.Width, picture.Height));
        Assert.Equal(WebPFile.NoiseAt(7, 5, 0, 0), At(picture, x, y));
        Assert.Equal(WebPFile.NoiseAt(7, 5, 1, 0), At(picture, nextX, nextY));
    }

    [Fact]
    public void Broken_Exif_does_not_spoil_a_picture()
    {
        var file = WebPFile.Noise(7, 5, orientation: 6);
        var at = file.AsSpan().IndexOf("EXIF"u8) + 8;
        var random = new Random(1);
        for (var i = 0; i < 500; i++)
        {
            var broken = file.ToArray();
            for (var times = 0; times < 3; times++)
            {
                broken[random.Next(at, broken.Length)] = (byte)random.Next(256);
            }

            Assert.Equal(35, Decoder.Decode(broken, Limits).Plane(0).Length);
        }
    }

    [Fact]
    public void Of_an_animation_the_first_frame_is_read()
    {
        var picture = Decoder.Decode(WebPFile.Noise(7, 5, frames: 3), Limits);
        Assert.Equal(WebPFile.NoiseAt(7, 5, 3, 2), At(picture, 3, 2));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_cut_anywhere_is_refused(bool isLossy)
    {
        var file = isLossy ? Lossy() : WebPFile.Noise(20, 15, isClear: true);
        Decoder.Decode(file, Limits);
        for (var length = 12; length < file.Length; length++)
        {
            Refuses(file.AsSpan(0, length), "cut short");
        }

        Refuses(file.AsSpan(0, 11), "neither");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_damaged_file_is_read_or_refused(bool isLossy)
    {
        var file = isLossy ? Lossy() : WebPFile.Noise(20, 15, isClear: true, frames: 2);
        var small = new PictureLimits(200_000, 20_000);
        var random = new Random(5);
        var (pictures, refusals) = (0, 0);
        for (var i = 0; i < 3000; i++)
        {
            var damaged = Damage(file, random);
            try
            {
                var picture = Decoder.Decode(damaged, small);
                Assert.All(picture.Samples.Concat(picture.Alpha ?? []), s => Assert.InRange(s, 0f, 1f));
                pictures++;
            }
            catch (PictureFormatException e)
            {
                Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
                refusals++;
            }
        }

        Assert.InRange(pictures, 100, 2900);
        Assert.InRange(refusals, 100, 2900);
    }

    [Fact]
    public void A_huge_picture_in_a_small_file_is_refused_before_it_is_decoded()
    {
        // A lossless file's width and height are 14 bits each, less one, behind a byte that is 0x2f.
        var file = WebPFile.Noise(7, 5);
        var at = file.AsSpan().IndexOf("VP8L"u8) + 9;
        BinaryPrimitives.WriteUInt32LittleEndian(
            file.AsSpan(at), (BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at)) & ~0xFFFFFFFu) | 0xFFFFFFFu);
        var before = Environment.WorkingSet;
        Refuses(file, "The picture is 16384 x 16384 pixels; at most 100,000,000 pixels");
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 100_000_000);
    }

    [Fact]
    public void What_is_no_picture_of_these_kinds_is_refused()
    {
        using var image = new Image<Rgba32>(4, 4);
        foreach (var save in (Action<Stream>[])[image.SaveAsBmp, image.SaveAsGif, image.SaveAsTga, image.SaveAsTiff])
        {
            using var file = new MemoryStream();
            save(file);
            Refuses(file.ToArray(), "neither");
        }

        Refuses([], "neither");
        Refuses("RIFF\0\0\0\0WEBP"u8, "WebP");
    }

    private static byte[] Lossy() =>
        WebPFile.Lossy(Decoder.Decode(WebPFile.Noise(20, 15), Limits));

    private static byte[] Damage(byte[] file, Random random)
    {
        var damaged = file.ToArray();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(12, damaged.Length);
            damaged[at] = random.Next(3) switch
            {
                0 => (byte)random.Next(256),
                1 => (byte)(damaged[at] ^ (1 << random.Next(8))),
                _ => 255,
            };
        }

        return damaged;
    }

    private static Rgba32 At(Picture picture, int x, int y)
    {
        var i = (y * picture.Width) + x;
        return new Rgba32(picture.Plane(0)[i], picture.Plane(1)[i], picture.Plane(2)[i], picture.Alpha?[i] ?? 1);
    }

    private static IEnumerable<string> Files(string pattern) => Directory
        .EnumerateFiles(Folder, pattern, SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, f));

    private static (int Width, int Height, string? Hash, string? Refusal) Outcome(Func<Picture> decode)
    {
        try
        {
            var picture = CanonicalPicture.Of(decode());
            return (picture.Width, picture.Height, picture.Hash, null);
        }
        catch (PictureFormatException e)
        {
            return (0, 0, null, e.Message);
        }
    }

    private static void Refuses(ReadOnlySpan<byte> file, string reason)
    {
        var bytes = file.ToArray();
        var refusal = Assert.Throws<PictureFormatException>(() => Decoder.Decode(bytes, Limits));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
    }
}
