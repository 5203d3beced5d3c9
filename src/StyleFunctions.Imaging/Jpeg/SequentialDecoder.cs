namespace StyleFunctions.Imaging.Jpeg;

/// <summary>Scans of sequential frames (T.81, section F.2): whole blocks, turned into samples at once.</summary>
internal sealed class SequentialDecoder : BlockDecoder
{
    private readonly short[] _block = new short[64];

    protected override void DecodeBlock(JpegScanComponent component, int column, int row, ref EntropyReader reader)
    {
        var block = _block.AsSpan();
        block.Clear();
        component.DcPrediction += reader.ReadSigned(reader.ReadSymbol(component.Dc));
        block[0] = (short)component.DcPrediction;
        var ac = component.Ac;
        for (var k = 1; k < 64; k++)
        {
            var symbol = reader.ReadSymbol(ac);
            var run = symbol >> 4;
            var bits = symbol & 15;
            if (bits == 0)
            {
                if (run != 15)
                {
                    break;
                }

                k += 15;
                continue;
            }

            k += run;
            if (k > 63)
            {
                throw new PictureFormatException("The JPEG data are damaged: a block has more than 64 coefficients.");
            }

            block[ZigZag.ToNatural[k]] = (short)reader.ReadSigned(bits);
        }

        component.Component.Reconstruct(block, column, row);
    }
}
