using System.Buffers.Binary;

namespace StyleFunctions.Imaging.Tests.Jpeg;

/// <summary>Builds JPEG files segment by segment, and changes those of others: for files nobody should write.</summary>
internal sealed class JpegFile
{
    private readonly List<byte> _bytes = [0xFF, 0xD8];

    public byte[] Bytes => [.. _bytes];

    public JpegFile Segment(byte marker, params ReadOnlySpan<byte> content)
    {
        _bytes.AddRange([0xFF, marker, .. BigEndian(content.Length + 2)]);
        _bytes.AddRange(content);
        return this;
    }

    public JpegFile Data(params ReadOnlySpan<byte> data)
    {
        _bytes.AddRange(data);
        return this;
    }

    /// <summary>A quantisation table of ones, in slot 0.</summary>
    public JpegFile Quantization() => Segment(0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]);

    /// <summary>A frame header; components are numbered from 1, and given by their sampling factors.</summary>
    public JpegFile Frame(byte marker, int width, int height, params ReadOnlySpan<byte> samplings)
    {
        List<byte> header = [8, .. BigEndian(height), .. BigEndian(width), (byte)samplings.Length];
        for (var i = 0; i < samplings.Length; i++)
        {
            header.AddRange([(byte)(i + 1), samplings[i], 0]);
        }

        return Segment(marker, [.. header]);
    }

    /// <summary>A DC and an AC table in slot 0, whose only code is a single 0: no difference, end of block.</summary>
    public JpegFile ShortestHuffmanTables()
    {
        byte[] counts = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        return Segment(0xC4, [0x00, .. counts, 0]).Segment(0xC4, [0x10, .. counts, 0]);
    }

    /// <summary>Replaces the content of a file's first segment with a marker; its length follows.</summary>
    public static byte[] With(byte[] file, byte marker, Func<byte[], byte[]> change)
    {
        var at = Find(file, marker);
        var length = BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 2));
        var content = change(file[(at + 4)..(at + 2 + length)]);
        return [.. file[..(at + 2)], .. BigEndian(content.Length + 2), .. content, .. file[(at + 2 + length)..]];
    }

    /// <summary>Removes the first segment with a marker.</summary>
    public static byte[] Without(byte[] file, byte marker)
    {
        var at = Find(file, marker);
        return [.. file[..at], .. file[(at + 2 + BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 2)))..]];
    }

    private static byte[] BigEndian(int value) => [(byte)(value >> 8), (byte)value];

    private static int Find(byte[] file, byte marker)
    {
        var at = 2;
        while (file[at + 1] != marker)
        {
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 2));
        }

        return at;
    }
}
