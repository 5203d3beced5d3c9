namespace StyleFunctions.Imaging.Jpeg;

/// <summary>
/// A Huffman table made ready for reading: codes of up to nine bits are looked up at once, longer ones are found by
/// the largest code of each length (T.81, annex C and section F.2.2.3).
/// </summary>
internal sealed class HuffmanDecodingTable
{
    /// <summary>The length of the longest code, in bits.</summary>
    public const int LongestCode = 16;

    private const int LookupBits = 9;

    /// <summary>For each nine bits, length * 256 + symbol of the code they begin with; 0 for a longer code.</summary>
    private readonly ushort[] _lookup = new ushort[1 << LookupBits];

    /// <summary>For each length, the first 16-bit pattern beyond its codes and those of all shorter lengths.</summary>
    private readonly int[] _end = new int[LongestCode + 1];

    /// <summary>For each length, the place of a code's symbol less the code.</summary>
    private readonly int[] _offset = new int[LongestCode + 1];
    private readonly byte[] _symbols;

    /// <summary>Makes a table from a DHT segment's lists.</summary>
    /// <param name="counts">16 counts: how many codes have 1, 2, ... 16 bits.</param>
    /// <param name="symbols">The symbols, in order of their codes; as many as the counts say.</param>
    /// <exception cref="PictureFormatException">There are more codes of a length than there is room for.</exception>
    public HuffmanDecodingTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        _symbols = symbols.ToArray();
        var code = 0;
        var place = 0;
        for (var length = 1; length <= LongestCode; length++)
        {
            _offset[length] = place - code;
            int count = counts[length - 1];
            if (code + count > 1 << length)
            {
                throw new PictureFormatException("The JPEG file is damaged: a Huffman table has more codes than fit.");
            }

            if (length <= LookupBits)
            {
                for (var i = 0; i < count; i++)
                {
                    var entry = (ushort)((length << 8) | _symbols[place + i]);
                    _lookup.AsSpan((code + i) << (LookupBits - length), 1 << (LookupBits - length)).Fill(entry);
                }
            }

            place += count;
            code += count;
            _end[length] = code << (LongestCode - length);
            code <<= 1;
        }
    }

    /// <summary>Finds the code that a pattern begins with.</summary>
    /// <param name="window">The next 16 bits.</param>
    /// <param name="length">The code's length in bits.</param>
    /// <returns>Its symbol, or -1 when the pattern begins with no code; the length is then 16.</returns>
    public int Find(int window, out int length)
    {
        var entry = _lookup[window >> (LongestCode - LookupBits)];
        if (entry != 0)
        {
            length = entry >> 8;
            return entry & 0xFF;
        }

        for (length = LookupBits + 1; length <= LongestCode; length++)
        {
            if (window < _end[length])
            {
                return _symbols[_offset[length] + (window >> (LongestCode - length))];
            }
        }

        length = LongestCode;
        return -1;
    }
}
