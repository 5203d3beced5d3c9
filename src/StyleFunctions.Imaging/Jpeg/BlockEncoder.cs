namespace StyleFunctions.Imaging.Jpeg;

/// <summary>Transforms, quantises and writes one component's blocks (T.81, section F.1.2).</summary>
internal sealed class BlockEncoder(
    EntropyWriter entropy, byte[] steps, HuffmanEncodingTable dc, HuffmanEncodingTable ac)
{
    // What baseline's Huffman tables have codes for: differences of 11 bits, and AC coefficients of 10.
    private const int LeastDc = -1024;
    private const int LargestDc = 1023;
    private const int LargestAc = 1023;

    private const int EndOfBlock = 0x00;
    private const int SixteenZeros = 0xF0;

    private readonly int[] _quantized = new int[64];
    private int _previousDc;

    /// <summary>Writes a block.</summary>
    /// <param name="block">64 samples around zero, row by row; their coefficients afterwards.</param>
    public void Write(Span<float> block)
    {
        ForwardDct.Transform(block);
        Quantize(block);
        entropy.Write(dc, 0, _quantized[0] - _previousDc);
        _previousDc = _quantized[0];
        var run = 0;
        for (var k = 1; k < 64; k++)
        {
            var value = _quantized[k];
            if (value == 0)
            {
                run++;
                continue;
            }

            for (; run >= 16; run -= 16)
            {
                entropy.WriteSymbol(ac, SixteenZeros);
            }

            entropy.Write(ac, run, value);
            run = 0;
        }

        if (run > 0)
        {
            entropy.WriteSymbol(ac, EndOfBlock);
        }
    }

    /// <summary>Divides by the steps and rounds, in zigzag order.</summary>
    private void Quantize(ReadOnlySpan<float> coefficients)
    {
        for (var k = 0; k < 64; k++)
        {
            var place = ZigZag.ToNatural[k];
            var value = (int)MathF.Round(coefficients[place] / steps[place]);
            _quantized[k] = Math.Clamp(value, k == 0 ? LeastDc : -LargestAc, k == 0 ? LargestDc : LargestAc);
        }
    }
}
