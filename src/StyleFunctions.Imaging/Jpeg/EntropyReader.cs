using System.Buffers.Binary;

namespace StyleFunctions.Imaging.Jpeg;

/// <summary>
/// Reads the bits of a scan's entropy-coded data, most significant first; stuffed zero bytes are taken out and no bit
/// is read from behind a marker (T.81, section F.2.2.5).
/// </summary>
internal ref struct EntropyReader(ReadOnlySpan<byte> file, int position)
{
    private readonly ReadOnlySpan<byte> _file = file;

    /// <summary>The bits read ahead: the lowest <see cref="_count"/> of them are still to come.</summary>
    private ulong _bits;
    private int _count;

    /// <summary>The next byte that has not been read ahead. Never beyond the marker that ends the data.</summary>
    public int Position { get; private set; } = position;

    /// <summary>Reads one Huffman code.</summary>
    /// <exception cref="PictureFormatException">The data end, or hold a code that the table does not.</exception>
    public int ReadSymbol(HuffmanDecodingTable table)
    {
        if (_count < HuffmanDecodingTable.LongestCode)
        {
            Fill();
        }

        // Behind the end of the data come zeros, so that a short last code can be looked up.
        var window = (int)(_count >= 16 ? _bits >> (_count - 16) : _bits << (16 - _count)) & 0xFFFF;
        var symbol = table.Find(window, out var length);
        if (length > _count)
        {
            throw Truncated();
        }

        if (symbol < 0)
        {
            throw new PictureFormatException(
                "The JPEG data are damaged: they hold a code that is in no Huffman table.");
        }

        _count -= length;
        return symbol;
    }

    /// <summary>Reads an unsigned number of up to 16 bits.</summary>
    /// <exception cref="PictureFormatException">The data end.</exception>
    public int ReadBits(int bits)
    {
        if (_count < bits)
        {
            Fill();
            if (_count < bits)
            {
                throw Truncated();
            }
        }

        _count -= bits;
        return (int)(_bits >> _count) & ((1 << bits) - 1);
    }

    /// <summary>
    /// Reads a signed number of up to 15 bits: half of the patterns, those that begin with 0, are negative
    /// (T.81, figure F.12).
    /// </summary>
    /// <exception cref="PictureFormatException">The data end.</exception>
    public int ReadSigned(int bits)
    {
        if (bits == 0)
        {
            return 0;
        }

        var value = ReadBits(bits);
        return value < 1 << (bits - 1) ? value - (1 << bits) + 1 : value;
    }

    /// <summary>Drops what is left of the last byte and reads the restart marker that must follow it.</summary>
    /// <param name="number">The marker's number, counted from 0; it is written modulo 8.</param>
    /// <exception cref="PictureFormatException">Another marker or other data follow.</exception>
    public void ReadRestartMarker(int number)
    {
        Fill();
        var next = Position;
        while (next < _file.Length && _file[next] == 0xFF)
        {
            next++;
        }

        if (next >= _file.Length)
        {
            throw Truncated();
        }

        if (_count >= 8 || next == Position || _file[next] != JpegMarker.FirstRestart + (number & 7))
        {
            throw new PictureFormatException("The JPEG data are damaged: a restart marker is not where it should be.");
        }

        _bits = 0;
        _count = 0;
        Position = next + 1;
    }

    private static PictureFormatException Truncated() =>
        new("The JPEG file is cut off or damaged: its data end before the picture does.");

    private void Fill()
    {
        if (_count <= 32 && Position + sizeof(uint) <= _file.Length)
        {
            var four = BinaryPrimitives.ReadUInt32BigEndian(_file[Position..]);
            var holdsFF = ((~four - 0x01010101u) & four & 0x80808080u) != 0;
            if (!holdsFF)
            {
                _bits = (_bits << 32) | four;
                _count += 32;
                Position += sizeof(uint);
                return;
            }
        }

        while (_count <= 56 && Position < _file.Length)
        {
            var b = _file[Position];
            if (b == 0xFF)
            {
                if (Position + 1 >= _file.Length || _file[Position + 1] != 0)
                {
                    return;
                }

                Position++;
            }

            Position++;
            _bits = (_bits << 8) | b;
            _count += 8;
        }
    }
}
