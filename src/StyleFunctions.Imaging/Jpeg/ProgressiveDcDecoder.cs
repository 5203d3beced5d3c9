namespace StyleFunctions.Imaging.Jpeg;

/// <summary>Scans over a progressive frame's DC coefficients: first and refining (T.81, section G.1.2.1).</summary>
/// <param name="isFirst">Whether this is the first scan over its coefficients.</param>
/// <param name="low">How many low bits are left for later scans.</param>
internal sealed class ProgressiveDcDecoder(bool isFirst, int low) : BlockDecoder
{
    protected override void DecodeBlock(JpegScanComponent component, int column, int row, ref EntropyReader reader)
    {
        ref var dc = ref component.Component.Block(column, row)[0];
        if (isFirst)
        {
            component.DcPrediction += reader.ReadSigned(reader.ReadSymbol(component.Dc));
            dc = (short)(component.DcPrediction << low);
        }
        else
        {
            dc |= (short)(reader.ReadBits(1) << low);
        }
    }
}
