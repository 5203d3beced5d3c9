namespace StyleFunctions.Imaging.Jpeg;

/// <summary>One component of a frame (Y, Cb, ...): its sampling, its blocks and, in the end, its samples.</summary>
internal sealed class JpegComponent
{
    /// <summary>How many bits of a coefficient no scan has sent yet, when none has been sent at all.</summary>
    private const sbyte Unsent = -1;

    private readonly sbyte[] _missingBits = new sbyte[64];

    public JpegComponent(byte id, int horizontal, int vertical, int quantizationSlot)
    {
        Id = id;
        Horizontal = horizontal;
        Vertical = vertical;
        QuantizationSlot = quantizationSlot;
        _missingBits.AsSpan().Fill(Unsent);
    }

    public byte Id { get; }

    /// <summary>Horizontal sampling factor, 1 to 4: blocks in an MCU's row.</summary>
    public int Horizontal { get; }

    /// <summary>Vertical sampling factor, 1 to 4: blocks in an MCU's column.</summary>
    public int Vertical { get; }

    public int QuantizationSlot { get; }

    /// <summary>The quantisation table of the component's first scan; null before it.</summary>
    public int[]? Quantization { get; private set; }

    /// <summary>Samples in a row that belong to the picture.</summary>
    public int Width { get; private set; }

    /// <summary>Rows that belong to the picture.</summary>
    public int Height { get; private set; }

    /// <summary>Blocks that cover <see cref="Width"/>.</summary>
    public int BlocksWide => (Width + 7) / 8;

    /// <summary>Blocks that cover <see cref="Height"/>.</summary>
    public int BlocksHigh => (Height + 7) / 8;

    /// <summary>Blocks in a row of whole MCUs: how many are kept.</summary>
    public int KeptBlocksWide { get; private set; }

    /// <summary>Blocks in a column of whole MCUs: how many are kept.</summary>
    public int KeptBlocksHigh { get; private set; }

    /// <summary>From one row of <see cref="Samples"/> to the next.</summary>
    public int Stride => KeptBlocksWide * 8;

    /// <summary>Of progressive frames: 64 coefficients a block, in the block's own order, block by block.</summary>
    public short[] Coefficients { get; private set; } = [];

    /// <summary>Samples, row by row; beyond <see cref="Width"/> and <see cref="Height"/> they mean nothing.</summary>
    public byte[] Samples { get; private set; } = [];

    /// <summary>Works out sizes from the frame's (T.81, section A.1.1).</summary>
    public void SetSize(JpegFrame frame)
    {
        Width = DivideUp(frame.Width * (long)Horizontal, frame.MaximumHorizontal);
        Height = DivideUp(frame.Height * (long)Vertical, frame.MaximumVertical);
        KeptBlocksWide = frame.McusWide * Horizontal;
        KeptBlocksHigh = frame.McusHigh * Vertical;
    }

    /// <summary>Makes room for what scans send, before the component's first.</summary>
    /// <param name="progressive">Whether coefficients are kept until all scans are there.</param>
    public void Allocate(bool progressive)
    {
        var length = KeptBlocksWide * KeptBlocksHigh * 64;
        if (progressive && Coefficients.Length == 0)
        {
            Coefficients = new short[length];
        }
        else if (!progressive)
        {
            Samples = new byte[length];
        }
    }

    /// <summary>The 64 coefficients of a block.</summary>
    public Span<short> Block(int column, int row) =>
        Coefficients.AsSpan(((row * KeptBlocksWide) + column) * 64, 64);

    /// <summary>Reconstructs a block's samples from its coefficients.</summary>
    public void Reconstruct(ReadOnlySpan<short> coefficients, int column, int row) =>
        InverseDct.Transform(coefficients, Quantization, Samples.AsSpan((row * 8 * Stride) + (column * 8)), Stride);

    /// <summary>Reconstructs all samples from all coefficients, and lets the coefficients go.</summary>
    public void ReconstructAll()
    {
        Samples = new byte[Coefficients.Length];
        for (var row = 0; row < BlocksHigh; row++)
        {
            for (var column = 0; column < BlocksWide; column++)
            {
                Reconstruct(Block(column, row), column, row);
            }
        }

        Coefficients = [];
    }

    /// <summary>Keeps the quantisation table of the component's first scan (later scans do not change it).</summary>
    public void LatchQuantization(JpegTables tables) => Quantization ??= tables.Quantization(QuantizationSlot);

    /// <summary>
    /// Notes that a scan sends bits of some coefficients, and refuses a scan that sends them twice or out of turn:
    /// each scan over a coefficient refines it by one bit (T.81, section G.1.1.1).
    /// </summary>
    /// <param name="scan">Its spectral selection and successive approximation.</param>
    /// <exception cref="PictureFormatException">The scan is out of turn.</exception>
    public void NoteScan(JpegScan scan)
    {
        var before = scan.ApproximationHigh == 0 ? Unsent : (sbyte)scan.ApproximationHigh;
        var sent = _missingBits.AsSpan(scan.SpectralStart..(scan.SpectralEnd + 1));
        if (sent.ContainsAnyExcept(before) || (scan.SpectralStart > 0 && _missingBits[0] == Unsent))
        {
            throw new PictureFormatException("The JPEG file is damaged: one of its scans is repeated or out of turn.");
        }

        sent.Fill((sbyte)scan.ApproximationLow);
    }

    private static int DivideUp(long value, int divisor) => (int)((value + divisor - 1) / divisor);
}
