using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Metadata.Profiles.Exif;
using SixLabors.ImageSharp.PixelFormats;
using StyleFunctions.Imaging;

namespace StyleFunctions.Functions.Tests.Pictures;

/// <summary>WebP files to be read.</summary>
internal static class WebPFile
{
    /// <summary>A picture of noise, so that no two of its pixels are alike, as a lossless file.</summary>
    public static byte[] Noise(int width, int height, bool isClear = false, ushort orientation = 0, int frames = 1)
    {
        using var image = Draw(width, height, isClear, seed: 1);
        for (var frame = 1; frame < frames; frame++)
        {
            using var next = Draw(width, height, isClear, seed: 1 + frame);
            image.Frames.AddFrame(next.Frames.RootFrame);
        }

        if (orientation > 0)
        {
            image.Metadata.ExifProfile = new ExifProfile();
            image.Metadata.ExifProfile.SetValue(ExifTag.Orientation, orientation);
        }

        return Encode(image, WebpFileFormatType.Lossless);
    }

    /// <summary>A file that loses some.</summary>
    public static byte[] Lossy(Picture picture)
    {
        using var image = new Image<Rgba32>(picture.Width, picture.Height);
        for (var i = 0; i < picture.Width * picture.Height; i++)
        {
            image[i % picture.Width, i / picture.Width] = new Rgba32(
                picture.Plane(0)[i], picture.Plane(1)[i], picture.Plane(2)[i]);
        }

        return Encode(image, WebpFileFormatType.Lossy);
    }

    /// <summary>What the noise's pixels are.</summary>
    public static Rgba32 NoiseAt(int width, int height, int x, int y, bool isClear = false)
    {
        using var image = Draw(width, height, isClear, seed: 1);
        return image[x, y];
    }

    private static Image<Rgba32> Draw(int width, int height, bool isClear, int seed)
    {
        var bytes = new byte[4 * width * height];
        new Random(seed).NextBytes(bytes);
        for (var i = 3; i < bytes.Length; i += 4)
        {
            bytes[i] = isClear ? (byte)(1 + (bytes[i] / 2)) : byte.MaxValue;
        }

        return Image.LoadPixelData<Rgba32>(bytes, width, height);
    }

    private static byte[] Encode(Image image, WebpFileFormatType type)
    {
        using var file = new MemoryStream();
        image.Save(file, new WebpEncoder { FileFormat = type, Quality = 95 });
        return file.ToArray();
    }
}
