namespace StyleFunctions.Imaging.Jpeg;

/// <summary>A Huffman table made ready for writing, and as a DHT segment holds it (T.81, annex C).</summary>
internal sealed class HuffmanEncodingTable
{
    private readonly ushort[] _codes = new ushort[256];
    private readonly byte[] _lengths = new byte[256];

    /// <summary>Makes a table.</summary>
    /// <param name="counts">16 counts: how many codes have 1, 2, ... 16 bits.</param>
    /// <param name="symbols">The symbols, in order of their codes.</param>
    public HuffmanEncodingTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        Specification = [.. counts, .. symbols];
        var code = 0;
        var place = 0;
        for (var length = 1; length <= counts.Length; length++)
        {
            for (var i = 0; i < counts[length - 1]; i++)
            {
                _codes[symbols[place]] = (ushort)code++;
                _lengths[symbols[place++]] = (byte)length;
            }

            code <<= 1;
        }
    }

    /// <summary>The counts and the symbols.</summary>
    public byte[] Specification { get; }

    public int Code(int symbol) => _codes[symbol];

    /// <summary>A code's length in bits; 0 for a symbol that has none.</summary>
    public int Length(int symbol) => _lengths[symbol];
}
