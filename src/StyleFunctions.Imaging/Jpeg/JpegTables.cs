using System.Buffers.Binary;

namespace StyleFunctions.Imaging.Jpeg;

/// <summary>The tables and the restart interval in force at a place in the file; segments replace them.</summary>
internal sealed class JpegTables
{
    private const int Slots = 4;
    private const int LargestDcSymbol = 15;

    private readonly int[]?[] _quantization = new int[Slots][];
    private readonly HuffmanDecodingTable?[] _dc = new HuffmanDecodingTable[Slots];
    private readonly HuffmanDecodingTable?[] _ac = new HuffmanDecodingTable[Slots];

    /// <summary>How many MCUs are between restart markers; 0 when there are none.</summary>
    public int RestartInterval { get; private set; }

    /// <summary>A quantisation table: 64 steps in the block's own order, not in zigzag.</summary>
    public int[] Quantization(int slot) => _quantization[slot] ?? throw Missing("quantisation");

    public HuffmanDecodingTable Dc(int slot) => _dc[slot] ?? throw Missing("Huffman");

    public HuffmanDecodingTable Ac(int slot) => _ac[slot] ?? throw Missing("Huffman");

    /// <summary>Reads a DQT segment.</summary>
    public void ReadQuantization(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            var bytes = segment[0] >> 4 == 0 ? 1 : 2;
            var slot = segment[0] & 15;
            if (segment[0] >> 4 > 1 || slot >= Slots || segment.Length < 1 + (64 * bytes))
            {
                throw new PictureFormatException(
                    "The JPEG file is damaged: it has a quantisation table that makes no sense.");
            }

            var table = new int[64];
            for (var i = 0; i < 64; i++)
            {
                table[ZigZag.ToNatural[i]] = bytes == 1
                    ? segment[1 + i]
                    : BinaryPrimitives.ReadUInt16BigEndian(segment[(1 + (2 * i))..]);
            }

            _quantization[slot] = table;
            segment = segment[(1 + (64 * bytes))..];
        }
    }

    /// <summary>Reads a DHT segment.</summary>
    public void ReadHuffman(ReadOnlySpan<byte> segment)
    {
        const int Header = 1 + HuffmanDecodingTable.LongestCode;
        while (!segment.IsEmpty)
        {
            var kind = segment[0] >> 4;
            var slot = segment[0] & 15;
            if (kind > 1 || slot >= Slots || segment.Length < Header)
            {
                throw BadHuffmanTable();
            }

            var counts = segment[1..Header];
            var total = 0;
            foreach (var count in counts)
            {
                total += count;
            }

            if (total > 256 || segment.Length < Header + total)
            {
                throw BadHuffmanTable();
            }

            var symbols = segment.Slice(Header, total);
            if (kind == 0 && symbols.ContainsAnyExceptInRange((byte)0, (byte)LargestDcSymbol))
            {
                throw BadHuffmanTable();
            }

            (kind == 0 ? _dc : _ac)[slot] = new HuffmanDecodingTable(counts, symbols);
            segment = segment[(Header + total)..];
        }
    }

    /// <summary>Reads a DRI segment.</summary>
    public void ReadRestartInterval(ReadOnlySpan<byte> segment)
    {
        if (segment.Length != 2)
        {
            throw new PictureFormatException("The JPEG file is damaged: its restart interval makes no sense.");
        }

        RestartInterval = BinaryPrimitives.ReadUInt16BigEndian(segment);
    }

    private static PictureFormatException BadHuffmanTable() =>
        new("The JPEG file is damaged: it has a Huffman table that makes no sense.");

    private static PictureFormatException Missing(string kind) =>
        new($"The JPEG file is damaged: a {kind} table that it uses is missing.");
}
