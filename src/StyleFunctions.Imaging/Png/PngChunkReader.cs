using System.Buffers.Binary;

namespace StyleFunctions.Imaging.Png;

/// <summary>Walks through the chunks of a PNG file, checking that each lies within the file.</summary>
internal ref struct PngChunkReader
{
    private const int Frame = 12; // A length before the content, a type before it too, a checksum after.

    private readonly ReadOnlySpan<byte> _file;

    /// <summary>Starts at a chunk's first byte.</summary>
    public PngChunkReader(ReadOnlySpan<byte> file, int position)
    {
        _file = file;
        Position = position;
    }

    /// <summary>Where the next chunk starts.</summary>
    public int Position { get; private set; }

    /// <exception cref="PictureFormatException">The file ends before the chunk does, or this is no chunk.</exception>
    public PngChunk Next()
    {
        var rest = _file[Position..];
        if (rest.Length < Frame)
        {
            throw new PictureFormatException("The PNG file is cut short: it ends before its last chunk, IEND.");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        var typeAndContent = rest[4..];
        foreach (var letter in typeAndContent[..4])
        {
            if (!char.IsAsciiLetter((char)letter))
            {
                throw new PictureFormatException(
                    $"The PNG file is damaged: at byte {Position} there should be a chunk.");
            }
        }

        var type = BinaryPrimitives.ReadUInt32BigEndian(typeAndContent);
        if (length > rest.Length - Frame)
        {
            throw new PictureFormatException(
                $"The PNG file is cut short: its {new PngChunk(type, [], true).Name} chunk has {length:N0} bytes, " +
                $"and the file ends {rest.Length - Frame:N0} bytes into them.");
        }

        typeAndContent = typeAndContent[..(4 + (int)length)];
        var stated = BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..]);
        var found = Crc32.Update(Crc32.Start, typeAndContent) ^ Crc32.Start;
        Position += Frame + (int)length;
        return new PngChunk(type, typeAndContent[4..], stated == found);
    }
}
