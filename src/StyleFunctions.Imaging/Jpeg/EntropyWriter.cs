using System.Numerics;

namespace StyleFunctions.Imaging.Jpeg;

/// <summary>Writes entropy-coded data, most significant bit first, with a zero byte stuffed behind each 0xFF.</summary>
internal sealed class EntropyWriter(Stream file)
{
    private ulong _bits;
    private int _count;

    /// <summary>Writes a Huffman code and the bits of the number that follows it.</summary>
    /// <param name="table">Its table.</param>
    /// <param name="run">How many zero coefficients come first, 0 to 15: the symbol's upper half.</param>
    /// <param name="value">The number; its length is the symbol's lower half.</param>
    public void Write(HuffmanEncodingTable table, int run, int value)
    {
        var bits = 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(value));
        WriteSymbol(table, (run << 4) | bits);
        Append(value < 0 ? value + (1 << bits) - 1 : value, bits);
    }

    /// <summary>Writes a Huffman code alone.</summary>
    public void WriteSymbol(HuffmanEncodingTable table, int symbol) => Append(table.Code(symbol), table.Length(symbol));

    /// <summary>Fills the last byte with ones.</summary>
    public void Flush()
    {
        if (_count > 0)
        {
            Append((1 << (8 - _count)) - 1, 8 - _count);
        }
    }

    private void Append(int value, int bits)
    {
        _bits = (_bits << bits) | (uint)value;
        _count += bits;
        while (_count >= 8)
        {
            _count -= 8;
            var b = (byte)(_bits >> _count);
            file.WriteByte(b);
            if (b == 0xFF)
            {
                file.WriteByte(0);
            }
        }
    }
}
