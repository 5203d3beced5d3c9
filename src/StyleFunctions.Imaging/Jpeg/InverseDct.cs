using System.Runtime.CompilerServices;

namespace StyleFunctions.Imaging.Jpeg;

/// <summary>
/// The inverse discrete cosine transform of a block, in integers: one pass down the columns, keeping two more bits
/// than a sample has, and one along the rows.
/// </summary>
/// <remarks>
/// The even half of a transform is a rotation and four sums. The odd half is multiplied out; its constants are
/// sqrt(2) cos(k pi / 16) in 13 bits, and where one is a unit off the nearest integer, that is because it is a sum of
/// the rounded constants of the factorised transform (Loeffler, Ligtenberg and Moschytz 1989), which common decoders
/// use: so the samples are the same as theirs.
/// </remarks>
internal static class InverseDct
{
    private const int ConstantBits = 13;
    private const int ExtraBits = 2;

    /// <summary>Transforms a block.</summary>
    /// <param name="coefficients">64 quantised coefficients, row by row.</param>
    /// <param name="quantization">64 steps, row by row.</param>
    /// <param name="samples">Where the block's first sample goes.</param>
    /// <param name="stride">From one row of samples to the next.</param>
    public static void Transform(
        ReadOnlySpan<short> coefficients, ReadOnlySpan<int> quantization, Span<byte> samples, int stride)
    {
        Span<int> columns = stackalloc int[64];
        Span<int> line = stackalloc int[8];
        var c = coefficients[..64];
        var q = quantization[..64];
        if (!c[1..].ContainsAnyExcept((short)0))
        {
            // A flat block: both passes only scale, and round once.
            var flat = ToSample(((c[0] * q[0]) + 4) >> 3);
            for (var y = 0; y < 8; y++)
            {
                samples.Slice(y * stride, 8).Fill(flat);
            }

            return;
        }

        for (var x = 0; x < 8; x++)
        {
            if (c[x + 8] == 0 && c[x + 16] == 0 && c[x + 24] == 0 && c[x + 32] == 0
                && c[x + 40] == 0 && c[x + 48] == 0 && c[x + 56] == 0)
            {
                var flat = (c[x] * q[x]) << ExtraBits;
                for (var y = 0; y < 8; y++)
                {
                    columns[(y * 8) + x] = flat;
                }

                continue;
            }

            Transform(
                c[x] * q[x],
                c[x + 8] * q[x + 8],
                c[x + 16] * q[x + 16],
                c[x + 24] * q[x + 24],
                c[x + 32] * q[x + 32],
                c[x + 40] * q[x + 40],
                c[x + 48] * q[x + 48],
                c[x + 56] * q[x + 56],
                ConstantBits - ExtraBits,
                line);
            for (var y = 0; y < 8; y++)
            {
                columns[(y * 8) + x] = line[y];
            }
        }

        for (var y = 0; y < 8; y++)
        {
            var r = columns.Slice(y * 8, 8);
            Transform(r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7], ConstantBits + ExtraBits + 3, line);
            var row = samples.Slice(y * stride, 8);
            for (var x = 0; x < 8; x++)
            {
                row[x] = ToSample(line[x]);
            }
        }
    }

    /// <summary>Shifts a value's zero level to the middle of a byte, and clamps it.</summary>
    private static byte ToSample(int value) => (byte)Math.Clamp(value + 128, 0, 255);

    /// <summary>Eight coefficients to eight values, divided by 2^shift and rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transform(
        int c0, int c1, int c2, int c3, int c4, int c5, int c6, int c7, int shift, Span<int> values)
    {
        var half = 1 << (shift - 1);
        var sum = ((c0 + c4) << ConstantBits) + half;
        var difference = ((c0 - c4) << ConstantBits) + half;
        var wide = (10703 * c2) + (4433 * c6);
        var narrow = (4433 * c2) - (10704 * c6);
        var even0 = sum + wide;
        var even1 = difference + narrow;
        var even2 = difference - narrow;
        var even3 = sum - wide;

        var odd0 = (11363 * c1) + (9633 * c3) + (6437 * c5) + (2260 * c7);
        var odd1 = (9633 * c1) - (2259 * c3) - (11362 * c5) - (6436 * c7);
        var odd2 = (6437 * c1) - (11362 * c3) + (2261 * c5) + (9633 * c7);
        var odd3 = (2260 * c1) - (6436 * c3) + (9633 * c5) - (11363 * c7);

        values[7] = (even0 - odd0) >> shift;
        values[0] = (even0 + odd0) >> shift;
        values[1] = (even1 + odd1) >> shift;
        values[6] = (even1 - odd1) >> shift;
        values[2] = (even2 + odd2) >> shift;
        values[5] = (even2 - odd2) >> shift;
        values[3] = (even3 + odd3) >> shift;
        values[4] = (even3 - odd3) >> shift;
    }
}
