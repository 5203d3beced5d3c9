using System.Buffers.Binary;

namespace StyleFunctions.Imaging.Jpeg;

/// <summary>Walks a JPEG file from marker to marker.</summary>
internal ref struct MarkerReader(ReadOnlySpan<byte> file)
{
    private readonly ReadOnlySpan<byte> _file = file;

    /// <summary>The next byte to read.</summary>
    public int Position { get; set; }

    /// <summary>
    /// Moves past the next marker, over fill bytes and over anything that is no marker, such as entropy-coded data
    /// that nothing asked for.
    /// </summary>
    /// <returns>False when the file ends first.</returns>
    public bool TryReadMarker(out byte marker)
    {
        while (Position < _file.Length)
        {
            var next = _file[Position..].IndexOf((byte)0xFF);
            if (next < 0)
            {
                break;
            }

            Position += next;
            while (Position < _file.Length && _file[Position] == 0xFF)
            {
                Position++;
            }

            if (Position < _file.Length && _file[Position++] is var second and not 0)
            {
                marker = second;
                return true;
            }
        }

        Position = _file.Length;
        marker = 0;
        return false;
    }

    /// <summary>Reads the content of the segment whose marker has just been read, without its length.</summary>
    /// <exception cref="PictureFormatException">The length is impossible.</exception>
    public ReadOnlySpan<byte> ReadSegment()
    {
        var rest = _file[Position..];
        if (rest.Length < 2)
        {
            throw new PictureFormatException("The JPEG file ends in the middle of its header.");
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(rest);
        if (length < 2)
        {
            throw new PictureFormatException($"A JPEG segment gives its length as {length} bytes.");
        }

        if (length > rest.Length)
        {
            throw new PictureFormatException("The JPEG file ends in the middle of its header.");
        }

        Position += length;
        return rest[2..length];
    }
}
