using System.Buffers.Binary;

namespace StyleFunctions.Imaging.Jpeg;

/// <summary>
/// Writes baseline JPEG files: JFIF, YCbCr at full resolution (4:4:4), the standard's own Huffman tables, and its
/// quantisation tables scaled by quality as libjpeg scales them.
/// </summary>
internal static class JpegWriter
{
    private const int LargestSide = 65_535;

    /// <summary>Encodes a picture; the same picture always gives the same bytes.</summary>
    /// <param name="picture">
    /// Samples are clamped to [0, 1]. A JPEG has no alpha: that of the picture is dropped, and its colours are written
    /// as they are, not composited with any background.
    /// </param>
    /// <param name="quality">1 to 100, on libjpeg's scale.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quality is not 1 to 100.</exception>
    /// <exception cref="PictureFormatException">A side is longer than a JPEG's can be.</exception>
    public static byte[] Encode(Picture picture, int quality)
    {
        if (quality is < 1 or > 100)
        {
            throw new ArgumentOutOfRangeException(nameof(quality), quality, "A JPEG's quality is 1 to 100.");
        }

        if (picture.Width > LargestSide || picture.Height > LargestSide)
        {
            throw new PictureFormatException(
                $"The picture is {picture.Width} x {picture.Height} pixels; "
                + $"a JPEG has at most {LargestSide:N0} a side.");
        }

        var luminance = Scale(StandardTables.LuminanceQuantization, quality);
        var chrominance = Scale(StandardTables.ChrominanceQuantization, quality);
        using var file = new MemoryStream();
        file.Write([0xFF, JpegMarker.StartOfImage]);

        // Version 1.1, no unit, square pixels, no thumbnail.
        WriteSegment(file, JpegMarker.App0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        WriteSegment(file, JpegMarker.QuantizationTables, [0, .. InZigZag(luminance)]);
        WriteSegment(file, JpegMarker.QuantizationTables, [1, .. InZigZag(chrominance)]);
        WriteSegment(file, JpegMarker.BaselineFrame, FrameHeader(picture));
        WriteSegment(file, JpegMarker.HuffmanTables, [0x00, .. StandardTables.LuminanceDc.Specification]);
        WriteSegment(file, JpegMarker.HuffmanTables, [0x10, .. StandardTables.LuminanceAc.Specification]);
        WriteSegment(file, JpegMarker.HuffmanTables, [0x01, .. StandardTables.ChrominanceDc.Specification]);
        WriteSegment(file, JpegMarker.HuffmanTables, [0x11, .. StandardTables.ChrominanceAc.Specification]);

        // Three components, each with its DC and AC tables; all coefficients, all bits.
        WriteSegment(file, JpegMarker.StartOfScan, [3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]);
        WriteBlocks(file, picture, luminance, chrominance);
        file.Write([0xFF, JpegMarker.EndOfImage]);
        return file.ToArray();
    }

    /// <summary>A quantisation table of a quality: 50 is the table itself, 100 is all ones.</summary>
    private static byte[] Scale(ReadOnlySpan<byte> table, int quality)
    {
        var percent = quality < 50 ? 5000 / quality : 200 - (2 * quality);
        var scaled = new byte[64];
        for (var i = 0; i < 64; i++)
        {
            scaled[i] = (byte)Math.Clamp(((table[i] * percent) + 50) / 100, 1, 255);
        }

        return scaled;
    }

    private static byte[] InZigZag(byte[] table)
    {
        var ordered = new byte[64];
        for (var i = 0; i < 64; i++)
        {
            ordered[i] = table[ZigZag.ToNatural[i]];
        }

        return ordered;
    }

    /// <summary>8 bits a sample; components 1, 2 and 3, sampled 1 x 1, with quantisation tables 0, 1 and 1.</summary>
    private static byte[] FrameHeader(Picture picture)
    {
        byte[] header = [8, 0, 0, 0, 0, 3, 1, 0x11, 0, 2, 0x11, 1, 3, 0x11, 1];
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(1), (ushort)picture.Height);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(3), (ushort)picture.Width);
        return header;
    }

    private static void WriteSegment(MemoryStream file, byte marker, ReadOnlySpan<byte> content)
    {
        Span<byte> head = [0xFF, marker, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)(content.Length + 2));
        file.Write(head);
        file.Write(content);
    }

    private static void WriteBlocks(MemoryStream file, Picture picture, byte[] luminanceSteps, byte[] chrominanceSteps)
    {
        var entropy = new EntropyWriter(file);
        var (dc, ac) = (StandardTables.ChrominanceDc, StandardTables.ChrominanceAc);
        var luminance = new BlockEncoder(
            entropy, luminanceSteps, StandardTables.LuminanceDc, StandardTables.LuminanceAc);
        var blue = new BlockEncoder(entropy, chrominanceSteps, dc, ac);
        var red = new BlockEncoder(entropy, chrominanceSteps, dc, ac);
        Span<float> y = stackalloc float[64];
        Span<float> cb = stackalloc float[64];
        Span<float> cr = stackalloc float[64];
        for (var top = 0; top < picture.Height; top += 8)
        {
            for (var left = 0; left < picture.Width; left += 8)
            {
                FillBlocks(picture, left, top, y, cb, cr);
                luminance.Write(y);
                blue.Write(cb);
                red.Write(cr);
            }
        }

        entropy.Flush();
    }

    /// <summary>
    /// Converts 8 x 8 pixels as JFIF says, to values around zero; beyond the picture's edges its last pixels go on.
    /// </summary>
    private static void FillBlocks(
        Picture picture, int left, int top, Span<float> luminance, Span<float> blue, Span<float> red)
    {
        var r = picture.Plane(0);
        var g = picture.Plane(1);
        var b = picture.Plane(2);
        for (var i = 0; i < 64; i++)
        {
            var x = Math.Min(left + (i % 8), picture.Width - 1);
            var y = Math.Min(top + (i / 8), picture.Height - 1);
            var pixel = (y * picture.Width) + x;
            var red255 = ToLevels(r[pixel]);
            var green255 = ToLevels(g[pixel]);
            var blue255 = ToLevels(b[pixel]);
            var gray = (0.299f * red255) + (0.587f * green255) + (0.114f * blue255);
            luminance[i] = gray - 128f;
            blue[i] = (blue255 - gray) / 1.772f;
            red[i] = (red255 - gray) / 1.402f;
        }
    }

    /// <summary>A sample as 0 to 255; what is not a number becomes 0.</summary>
    private static float ToLevels(float sample) => float.IsNaN(sample) ? 0f : Math.Clamp(sample, 0f, 1f) * 255f;
}
