namespace StyleFunctions.Imaging.Jpeg;

/// <summary>A scan header (T.81, section B.2.3): of which components, which bits of which coefficients.</summary>
internal sealed class JpegScan
{
    private const int MostBlocksInMcu = 10;
    private const int MostApproximation = 13;

    private JpegScan(JpegScanComponent[] components, ReadOnlySpan<byte> selection)
    {
        Components = components;
        SpectralStart = selection[0];
        SpectralEnd = selection[1];
        ApproximationHigh = selection[2] >> 4;
        ApproximationLow = selection[2] & 15;
    }

    public JpegScanComponent[] Components { get; }

    /// <summary>The first coefficient sent, in zigzag order (Ss).</summary>
    public int SpectralStart { get; }

    /// <summary>The last coefficient sent, in zigzag order (Se).</summary>
    public int SpectralEnd { get; }

    /// <summary>How many low bits were missing before this scan; 0 before a coefficient's first (Ah).</summary>
    public int ApproximationHigh { get; }

    /// <summary>How many low bits are still missing after this scan (Al).</summary>
    public int ApproximationLow { get; }

    /// <summary>Reads a scan header.</summary>
    /// <param name="segment">The header's content.</param>
    /// <param name="frame">The frame it belongs to.</param>
    /// <param name="tables">The tables in force.</param>
    /// <exception cref="PictureFormatException">Damaged, out of turn, or in need of a missing table.</exception>
    public static JpegScan Read(ReadOnlySpan<byte> segment, JpegFrame frame, JpegTables tables)
    {
        if (segment.Length < 4 || segment[0] is < 1 or > 4 || segment.Length != 4 + (2 * segment[0]))
        {
            throw new PictureFormatException("The JPEG file is damaged: a scan header has the wrong length.");
        }

        var components = new JpegScanComponent[segment[0]];
        for (var i = 0; i < components.Length; i++)
        {
            var id = segment[1 + (2 * i)];
            var slots = segment[2 + (2 * i)];
            var component = frame.Components.FirstOrDefault(c => c.Id == id);
            var isRepeated = components.Take(i).Any(c => c.Component == component);
            if (component is null || isRepeated || (slots >> 4) > 3 || (slots & 15) > 3)
            {
                throw new PictureFormatException(
                    "The JPEG file is damaged: a scan's list of components makes no sense.");
            }

            components[i] = new JpegScanComponent(component, slots >> 4, slots & 15);
        }

        var blocksInMcu = components.Sum(c => c.Component.Horizontal * c.Component.Vertical);
        if (components.Length > 1 && blocksInMcu > MostBlocksInMcu)
        {
            throw new PictureFormatException("The JPEG file is damaged: a scan has more than 10 blocks in an MCU.");
        }

        var scan = new JpegScan(components, segment[(1 + (2 * components.Length))..]);
        scan.RefuseOddSelection(frame.IsProgressive);
        scan.Prepare(tables);
        return scan;
    }

    private void RefuseOddSelection(bool progressive)
    {
        var valid = progressive
            ? SpectralEnd <= 63
                && (SpectralStart == 0 ? SpectralEnd == 0 : SpectralStart <= SpectralEnd && Components.Length == 1)
                && ApproximationLow <= MostApproximation
                && (ApproximationHigh == 0 || ApproximationHigh == ApproximationLow + 1)
            : SpectralStart == 0 && SpectralEnd == 63 && ApproximationHigh == 0 && ApproximationLow == 0;
        if (!valid)
        {
            throw new PictureFormatException(
                "The JPEG file is damaged: a scan's choice of coefficients and bits makes no sense.");
        }
    }

    private void Prepare(JpegTables tables)
    {
        foreach (var component in Components)
        {
            component.Component.NoteScan(this);
            component.Component.LatchQuantization(tables);
            component.TakeTables(tables, dc: SpectralStart == 0 && ApproximationHigh == 0, ac: SpectralEnd > 0);
        }
    }
}
