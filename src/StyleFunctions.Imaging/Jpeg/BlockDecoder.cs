namespace StyleFunctions.Imaging.Jpeg;

/// <summary>What one kind of scan does with each block; the base walks a scan's blocks in their coded order.</summary>
internal abstract class BlockDecoder
{
    /// <summary>Reads a whole scan.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="scan">The scan's header.</param>
    /// <param name="restartInterval">MCUs between restart markers; 0 for none.</param>
    /// <param name="reader">The scan's data; left behind their last byte.</param>
    /// <exception cref="PictureFormatException">The data are damaged or end too soon.</exception>
    public void DecodeScan(JpegFrame frame, JpegScan scan, int restartInterval, ref EntropyReader reader)
    {
        // A scan of one component has MCUs of one block, and none that lie wholly outside the picture (T.81, A.2.2).
        var single = scan.Components.Length == 1;
        var first = scan.Components[0].Component;
        var mcusWide = single ? first.BlocksWide : frame.McusWide;
        var mcusHigh = single ? first.BlocksHigh : frame.McusHigh;
        var untilRestart = restartInterval;
        var restarts = 0;
        for (var y = 0; y < mcusHigh; y++)
        {
            for (var x = 0; x < mcusWide; x++)
            {
                if (restartInterval > 0 && untilRestart-- == 0)
                {
                    reader.ReadRestartMarker(restarts++);
                    Restart(scan);
                    untilRestart = restartInterval - 1;
                }

                if (single)
                {
                    DecodeBlock(scan.Components[0], x, y, ref reader);
                }
                else
                {
                    DecodeMcu(scan, x, y, ref reader);
                }
            }
        }
    }

    /// <summary>Reads one block.</summary>
    protected abstract void DecodeBlock(JpegScanComponent component, int column, int row, ref EntropyReader reader);

    /// <summary>Forgets what one block hands to the next.</summary>
    protected virtual void Restart(JpegScan scan)
    {
        foreach (var component in scan.Components)
        {
            component.DcPrediction = 0;
        }
    }

    private void DecodeMcu(JpegScan scan, int x, int y, ref EntropyReader reader)
    {
        foreach (var part in scan.Components)
        {
            var component = part.Component;
            for (var v = 0; v < component.Vertical; v++)
            {
                for (var h = 0; h < component.Horizontal; h++)
                {
                    DecodeBlock(part, (x * component.Horizontal) + h, (y * component.Vertical) + v, ref reader);
                }
            }
        }
    }
}
