namespace StyleFunctions.Imaging.Jpeg;

/// <summary>
/// A later scan over a band of AC coefficients of a progressive frame (T.81, section G.1.2.3): one more bit of those
/// that are not zero, and the sign of those that become so.
/// </summary>
internal sealed class ProgressiveAcRefiner(JpegScan scan) : BlockDecoder
{
    private readonly int _start = scan.SpectralStart;
    private readonly int _end = scan.SpectralEnd;
    private readonly int _bit = 1 << scan.ApproximationLow;

    /// <summary>How many of the coming blocks have no new coefficient in this band.</summary>
    private int _oldBlocks;

    protected override void DecodeBlock(JpegScanComponent component, int column, int row, ref EntropyReader reader)
    {
        var block = component.Component.Block(column, row);
        var k = _start;
        while (_oldBlocks == 0 && k <= _end)
        {
            var symbol = reader.ReadSymbol(component.Ac);
            var run = symbol >> 4;
            var value = 0;
            switch (symbol & 15)
            {
                case 0 when run != 15:
                    _oldBlocks = (1 << run) + reader.ReadBits(run);
                    continue;
                case 0:
                    break;
                case 1:
                    value = reader.ReadBits(1) == 1 ? _bit : -_bit;
                    break;
                default:
                    throw new PictureFormatException(
                        "The JPEG data are damaged: a refined coefficient has more than one bit.");
            }

            k = PassZeros(block, k, run, ref reader);
            if (k > _end && value != 0)
            {
                throw new PictureFormatException(
                    "The JPEG data are damaged: a block has more coefficients than its scan.");
            }

            if (value != 0)
            {
                block[ZigZag.ToNatural[k]] = (short)value;
            }

            k++;
        }

        if (_oldBlocks > 0)
        {
            _oldBlocks--;

            // A short file can run over many blocks of zeros many times: they are passed at once.
            if (block[1..].ContainsAnyExcept((short)0))
            {
                PassZeros(block, k, int.MaxValue, ref reader);
            }
        }
    }

    protected override void Restart(JpegScan scan)
    {
        base.Restart(scan);
        _oldBlocks = 0;
    }

    /// <summary>Passes a number of zero coefficients, and refines those on the way that are not zero.</summary>
    /// <returns>The place of the next zero coefficient, or the one behind the band.</returns>
    private int PassZeros(Span<short> block, int k, int zeros, ref EntropyReader reader)
    {
        for (; k <= _end; k++)
        {
            ref var coefficient = ref block[ZigZag.ToNatural[k]];
            if (coefficient == 0)
            {
                if (zeros-- == 0)
                {
                    break;
                }
            }
            else if (reader.ReadBits(1) == 1 && (coefficient & _bit) == 0)
            {
                coefficient += (short)(coefficient > 0 ? _bit : -_bit);
            }
        }

        return k;
    }
}
