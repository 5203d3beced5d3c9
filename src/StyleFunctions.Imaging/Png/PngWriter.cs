using System.Buffers.Binary;
using System.IO.Compression;

namespace StyleFunctions.Imaging.Png;

/// <summary>
/// Writes PNG files: RGB or RGBA, 8 or 16 bits a sample, each row with the filter that suits it best.
/// </summary>
internal static class PngWriter
{
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Encodes a picture; the same picture always gives the same bytes.</summary>
    /// <param name="picture">Samples are clamped to [0, 1] and rounded.</param>
    /// <param name="bitDepth">8 or 16.</param>
    public static byte[] Encode(Picture picture, int bitDepth)
    {
        if (bitDepth is not (8 or 16))
        {
            throw new ArgumentOutOfRangeException(
                nameof(bitDepth), bitDepth, "A PNG is written with 8 or 16 bits a sample.");
        }

        using var file = new MemoryStream();
        file.Write(Signature);

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], picture.Height);
        header[8] = (byte)bitDepth;
        header[9] = picture.Alpha is null ? (byte)2 : (byte)6;
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "sRGB"u8, [0]);
        WriteChunk(file, "IDAT"u8, Compress(picture, bitDepth / 8));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Compress(Picture picture, int bytesPerSample)
    {
        using var compressed = new MemoryStream();
        using (var deflate = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var bytesPerPixel = (picture.Alpha is null ? 3 : 4) * bytesPerSample;
            var row = new byte[picture.Width * bytesPerPixel];
            var previous = new byte[row.Length];
            var filtered = new byte[row.Length + 1];
            var best = new byte[row.Length + 1];
            for (var y = 0; y < picture.Height; y++)
            {
                FillRow(picture, y, bytesPerSample, row);
                PngFilter.ApplyBest(row, previous, bytesPerPixel, filtered, best);
                deflate.Write(best);
                (row, previous) = (previous, row);
            }
        }

        return compressed.ToArray();
    }

    private static void FillRow(Picture picture, int y, int bytesPerSample, Span<byte> row)
    {
        var planes = picture.Alpha is null ? 3 : 4;
        for (var plane = 0; plane < planes; plane++)
        {
            var source = (plane < 3 ? picture.Plane(plane) : picture.Alpha!).Slice(y * picture.Width, picture.Width);
            for (var x = 0; x < source.Length; x++)
            {
                var target = row[((x * planes + plane) * bytesPerSample)..];
                if (bytesPerSample == 1)
                {
                    target[0] = (byte)(Math.Clamp(source[x], 0f, 1f) * 255f + 0.5f);
                }
                else
                {
                    var sample = (ushort)(Math.Clamp(source[x], 0f, 1f) * 65535f + 0.5f);
                    BinaryPrimitives.WriteUInt16BigEndian(target, sample);
                }
            }
        }
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, content.Length);
        file.Write(word);
        file.Write(type);
        file.Write(content);
        var checksum = Crc32.Update(Crc32.Update(Crc32.Start, type), content) ^ Crc32.Start;
        BinaryPrimitives.WriteUInt32BigEndian(word, checksum);
        file.Write(word);
    }
}
