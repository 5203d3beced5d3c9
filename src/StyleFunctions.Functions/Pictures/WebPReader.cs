using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.Metadata.Profiles.Exif;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;
using StyleFunctions.Imaging;
using StyleFunctions.Pipeline.Uploads;

namespace StyleFunctions.Functions.Pictures;

/// <summary>
/// Reads WebP with ImageSharp, of whose readers only this one is registered: identified first, one frame, no metadata
/// but which way is up.
/// </summary>
internal static class WebPReader
{
    private const int BytesPerPixel = 4;

    private static readonly DecoderOptions Options = new()
    {
        Configuration = new Configuration(new WebpConfigurationModule())
        {
            // What the largest picture takes, and nothing kept once it is read.
            MemoryAllocator = MemoryAllocator.Create(new MemoryAllocatorOptions
            {
                AllocationLimitMegabytes = 1 + (int)((UploadLimits.Default.Pixels * BytesPerPixel) >> 20),
                MaximumPoolSizeMegabytes = 0,
            }),
        },
        MaxFrames = 1,
        SkipMetadata = true,
    };

    /// <summary>Decodes a file.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="limits">The largest picture accepted.</param>
    /// <exception cref="PictureFormatException">Damaged, or too large.</exception>
    public static Picture Decode(ReadOnlySpan<byte> file, PictureLimits limits)
    {
        var exif = WebPContents.Check(file);
        try
        {
            var info = Image.Identify(Options, file);
            limits.Check(info.Width, info.Height);
            using var image = Image.Load<Rgba32>(Options, file);
            TurnUpright(image, exif);
            return Convert(image);
        }
#pragma warning disable CA1031 // Damaged files let it throw whatever comes up on the way.
        catch (Exception e) when (e is not PictureFormatException)
#pragma warning restore CA1031
        {
            throw new PictureFormatException("The WebP file is damaged, or of a kind that is not read.", e);
        }
    }

    // Data that make no sense never spoil a picture.
    private static void TurnUpright(Image image, ReadOnlySpan<byte> exif)
    {
        var tiff = exif.StartsWith("Exif\0\0"u8) ? exif[6..] : exif;
        if (!tiff.IsEmpty && new ExifProfile(tiff.ToArray()).TryGetValue(ExifTag.Orientation, out var orientation))
        {
            image.Metadata.ExifProfile = new ExifProfile();
            image.Metadata.ExifProfile.SetValue(ExifTag.Orientation, orientation.Value);
            image.Mutate(operation => operation.AutoOrient());
        }
    }

    private static Picture Convert(Image<Rgba32> image)
    {
        var picture = new Picture(image.Width, image.Height);
        var alpha = IsOpaque(image) ? null : new float[image.Width * image.Height];
        image.ProcessPixelRows(rows =>
        {
            var red = picture.Plane(0);
            var green = picture.Plane(1);
            var blue = picture.Plane(2);
            for (int y = 0, at = 0; y < rows.Height; y++)
            {
                foreach (var pixel in rows.GetRowSpan(y))
                {
                    (red[at], green[at], blue[at]) = (pixel.R / 255f, pixel.G / 255f, pixel.B / 255f);
                    if (alpha is not null)
                    {
                        alpha[at] = pixel.A / 255f;
                    }

                    at++;
                }
            }
        });
        return picture.WithAlpha(alpha);
    }

    // What a file says of it is only a hint.
    private static bool IsOpaque(Image<Rgba32> image)
    {
        var isOpaque = true;
        image.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < rows.Height && isOpaque; y++)
            {
                foreach (var pixel in rows.GetRowSpan(y))
                {
                    isOpaque &= pixel.A == byte.MaxValue;
                }
            }
        });
        return isOpaque;
    }
}
