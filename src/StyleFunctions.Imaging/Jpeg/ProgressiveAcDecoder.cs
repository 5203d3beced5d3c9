namespace StyleFunctions.Imaging.Jpeg;

/// <summary>
/// The first scan over a band of AC coefficients of a progressive frame (T.81, section G.1.2.2). Blocks that have
/// nothing more come in runs.
/// </summary>
internal sealed class ProgressiveAcDecoder(JpegScan scan) : BlockDecoder
{
    private readonly int _start = scan.SpectralStart;
    private readonly int _end = scan.SpectralEnd;
    private readonly int _low = scan.ApproximationLow;

    /// <summary>How many of the coming blocks have nothing in this band.</summary>
    private int _emptyBlocks;

    protected override void DecodeBlock(JpegScanComponent component, int column, int row, ref EntropyReader reader)
    {
        if (_emptyBlocks > 0)
        {
            _emptyBlocks--;
            return;
        }

        var block = component.Component.Block(column, row);
        var ac = component.Ac;
        for (var k = _start; k <= _end; k++)
        {
            var symbol = reader.ReadSymbol(ac);
            var run = symbol >> 4;
            var bits = symbol & 15;
            if (bits == 0)
            {
                if (run != 15)
                {
                    _emptyBlocks = (1 << run) + reader.ReadBits(run) - 1;
                    return;
                }

                k += 15;
                continue;
            }

            k += run;
            if (k > _end)
            {
                throw new PictureFormatException(
                    "The JPEG data are damaged: a block has more coefficients than its scan.");
            }

            block[ZigZag.ToNatural[k]] = (short)(reader.ReadSigned(bits) << _low);
        }
    }

    protected override void Restart(JpegScan scan)
    {
        base.Restart(scan);
        _emptyBlocks = 0;
    }
}
