using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using StyleFunctions.Imaging.Png;

namespace StyleFunctions.Imaging.Tests.Png;

/// <summary>The chunks of a PNG file, to be changed and written again with correct lengths and checksums.</summary>
internal sealed class PngParts
{
    public List<(string Type, byte[] Content)> Chunks { get; } = [];

    /// <summary>A header and data, and between them whatever other chunks; the data are compressed here.</summary>
    public static PngParts Make(
        int width, int height, int bitDepth, int colorType, byte[] data, params (string, byte[])[] others)
    {
        var parts = new PngParts();
        parts.Chunks.Add(("IHDR", Header(width, height, bitDepth, colorType)));
        parts.Chunks.AddRange(others);
        parts.Chunks.Add(("IDAT", Compress(data)));
        parts.Chunks.Add(("IEND", []));
        return parts;
    }

    /// <summary>Takes a valid file apart.</summary>
    public static PngParts Parse(byte[] file)
    {
        var parts = new PngParts();
        for (var position = 8; position < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(position));
            var content = file.AsSpan(position + 8, length).ToArray();
            parts.Chunks.Add((Encoding.ASCII.GetString(file, position + 4, 4), content));
            position += 12 + length;
        }

        return parts;
    }

    public static byte[] Header(int width, int height, int bitDepth, int colorType)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = (byte)bitDepth;
        header[9] = (byte)colorType;
        return header;
    }

    public static byte[] Compress(byte[] data)
    {
        using var compressed = new MemoryStream();
        using (var deflate = new ZLibStream(compressed, CompressionLevel.Fastest))
        {
            deflate.Write(data);
        }

        return compressed.ToArray();
    }

    /// <summary>The picture data of all IDAT chunks, decompressed.</summary>
    public byte[] Decompress()
    {
        var compressed = Chunks.Where(chunk => chunk.Type == "IDAT").SelectMany(chunk => chunk.Content).ToArray();
        using var inflate = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var data = new MemoryStream();
        inflate.CopyTo(data);
        return data.ToArray();
    }

    public byte[] ToFile()
    {
        using var file = new MemoryStream();
        file.Write(PngWriter.Signature);
        Span<byte> word = stackalloc byte[4];
        foreach (var (type, content) in Chunks)
        {
            byte[] typeAndContent = [.. Encoding.Latin1.GetBytes(type), .. content];
            BinaryPrimitives.WriteInt32BigEndian(word, content.Length);
            file.Write(word);
            file.Write(typeAndContent);
            BinaryPrimitives.WriteUInt32BigEndian(word, Crc32.Update(Crc32.Start, typeAndContent) ^ Crc32.Start);
            file.Write(word);
        }

        return file.ToArray();
    }
}
