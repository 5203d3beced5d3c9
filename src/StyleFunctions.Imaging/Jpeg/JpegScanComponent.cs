namespace StyleFunctions.Imaging.Jpeg;

/// <summary>A component's part in a scan: its Huffman tables and its DC prediction.</summary>
internal sealed class JpegScanComponent(JpegComponent component, int dcSlot, int acSlot)
{
    private HuffmanDecodingTable? _dc;
    private HuffmanDecodingTable? _ac;

    public JpegComponent Component { get; } = component;

    /// <summary>The DC coefficient of the block before this one, which the next is coded against.</summary>
    public int DcPrediction { get; set; }

    /// <summary>Only in scans that need it.</summary>
    public HuffmanDecodingTable Dc => _dc!;

    /// <summary>Only in scans that need it.</summary>
    public HuffmanDecodingTable Ac => _ac!;

    /// <summary>Takes the tables the scan needs.</summary>
    /// <exception cref="PictureFormatException">One of them is missing.</exception>
    public void TakeTables(JpegTables tables, bool dc, bool ac)
    {
        _dc = dc ? tables.Dc(dcSlot) : null;
        _ac = ac ? tables.Ac(acSlot) : null;
    }
}
