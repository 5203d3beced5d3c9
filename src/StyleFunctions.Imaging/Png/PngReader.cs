using System.IO.Compression;

namespace StyleFunctions.Imaging.Png;

/// <summary>
/// Reads PNG files (W3C PNG, third edition): every colour type, bit depth and interlacing. As libpng's tools do unless
/// asked, it gives the samples as the file holds them: chunks about colour spaces, gamma and significant bits are
/// passed over. Of an animation it reads the still picture.
/// </summary>
internal static class PngReader
{
    // Some writers leave a few bytes after the last row; a bomb leaves many.
    private const int MaximumSurplus = 4096;

    public static bool IsPng(ReadOnlySpan<byte> file) => file.StartsWith(PngWriter.Signature);

    /// <summary>
    /// Decodes a picture, row by row. Beside the picture it holds a copy of the compressed data and a few rows, and
    /// before it allocates the picture it checks that the data could fill it.
    /// </summary>
    /// <param name="file">The whole file; what follows its last chunk is ignored.</param>
    /// <param name="limits">The largest picture accepted.</param>
    /// <exception cref="PictureFormatException">The file is no PNG, damaged, or too large.</exception>
    public static Picture Decode(ReadOnlySpan<byte> file, PictureLimits limits)
    {
        if (!IsPng(file))
        {
            throw new PictureFormatException("This is not a PNG file.");
        }

        var contents = PngContents.Parse(file, limits);
        var data = contents.CopyData(file);
        var pixels = new PngPixels(contents);
        var picture = Allocate(contents.Header, pixels.HasAlpha);
        using var inflate = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
        foreach (var pass in PngPass.Of(contents.Header))
        {
            ReadPass(inflate, contents.Header, pass, pixels, picture);
        }

        CheckEnd(inflate);
        return picture;
    }

    private static Picture Allocate(PngHeader header, bool hasAlpha)
    {
        var count = (long)header.Width * header.Height;
        if (Picture.Channels * count > Array.MaxLength)
        {
            throw new PictureFormatException(
                $"A picture of {header.Width} x {header.Height} pixels is too large for memory.");
        }

        try
        {
            var samples = new float[Picture.Channels * count];
            return new Picture(header.Width, header.Height, samples, hasAlpha ? new float[count] : null);
        }
        catch (OutOfMemoryException e)
        {
            throw new PictureFormatException(
                $"There is no memory for a picture of {header.Width} x {header.Height} pixels.", e);
        }
    }

    private static void ReadPass(Stream inflate, PngHeader header, PngPass pass, PngPixels pixels, Picture picture)
    {
        var row = new byte[1 + header.RowLength(pass.Width)];
        var previous = new byte[row.Length];
        for (var y = 0; y < pass.Height; y++)
        {
            if (Inflate(inflate, row) < row.Length)
            {
                throw new PictureFormatException(
                    $"The PNG file is damaged: its data end before the {header.Width} x {header.Height} pixels do.");
            }

            PngFilter.Undo(row[0], row.AsSpan(1), previous.AsSpan(1), header.FilterDistance);
            pixels.Store(row.AsSpan(1), pass, y, picture);
            (row, previous) = (previous, row);
        }
    }

    /// <summary>
    /// Reads on from the last pixel, so that the data's own checksum is verified. As libpng, passes over some surplus.
    /// </summary>
    private static void CheckEnd(Stream inflate)
    {
        var surplus = new byte[MaximumSurplus + 1];
        if (Inflate(inflate, surplus) > MaximumSurplus)
        {
            throw new PictureFormatException("The PNG file is damaged: its data go on long after the last pixel.");
        }
    }

    private static int Inflate(Stream inflate, byte[] row)
    {
        try
        {
            return inflate.ReadAtLeast(row, row.Length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new PictureFormatException("The PNG file is damaged: its data cannot be decompressed.", e);
        }
    }
}
