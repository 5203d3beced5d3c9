using System.Buffers.Binary;

namespace StyleFunctions.Imaging.Png;

/// <summary>The header of a PNG file (section 11.2.1 of the specification).</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="BitDepth">Bits a sample, or a palette index: 1, 2, 4, 8 or 16.</param>
/// <param name="ColorType">What the samples are.</param>
/// <param name="IsInterlaced">Whether the rows come in Adam7's seven passes.</param>
internal sealed record PngHeader(int Width, int Height, int BitDepth, PngColorType ColorType, bool IsInterlaced)
{
    private const int Length = 13;

    /// <summary>Samples a pixel; a palette index counts as one.</summary>
    public int Channels => ColorType switch
    {
        PngColorType.Rgb => 3,
        PngColorType.GrayAlpha => 2,
        PngColorType.RgbAlpha => 4,
        _ => 1,
    };

    /// <summary>The distance in bytes between a sample and the one filters call its left neighbour.</summary>
    public int FilterDistance => Math.Max(1, Channels * BitDepth / 8);

    /// <summary>Reads the header and refuses what is not allowed.</summary>
    /// <exception cref="PictureFormatException">The header is of no picture, or of too large a one.</exception>
    public static PngHeader Parse(ReadOnlySpan<byte> content, PictureLimits limits)
    {
        if (content.Length != Length)
        {
            throw new PictureFormatException($"The PNG file's header has {content.Length} bytes instead of {Length}.");
        }

        var width = BinaryPrimitives.ReadUInt32BigEndian(content);
        var height = BinaryPrimitives.ReadUInt32BigEndian(content[4..]);
        limits.Check(width, height);
        var depth = content[8];
        var type = (PngColorType)content[9];
        if (!IsAllowed(type, depth))
        {
            throw new PictureFormatException($"PNG has no colour type {content[9]} with {depth} bits a sample.");
        }

        if (content[10] != 0 || content[11] != 0 || content[12] > 1)
        {
            throw new PictureFormatException(
                $"The PNG file's compression, filter and interlace methods are {content[10]}, {content[11]} and " +
                $"{content[12]}; 0, 0 and 0 or 1 are defined.");
        }

        return new PngHeader((int)width, (int)height, depth, type, content[12] == 1);
    }

    /// <summary>The length of a row of so many pixels, without its filter's number.</summary>
    public int RowLength(int pixels) => (int)(((long)pixels * Channels * BitDepth + 7) / 8);

    /// <summary>The length of the decompressed data: every row of every pass with its filter's number.</summary>
    public long DataLength() => PngPass.Of(this).Sum(pass => (1L + RowLength(pass.Width)) * pass.Height);

    private static bool IsAllowed(PngColorType type, int depth) => type switch
    {
        PngColorType.Gray => depth is 1 or 2 or 4 or 8 or 16,
        PngColorType.Palette => depth is 1 or 2 or 4 or 8,
        PngColorType.Rgb or PngColorType.GrayAlpha or PngColorType.RgbAlpha => depth is 8 or 16,
        _ => false,
    };
}
