using System.Runtime.CompilerServices;

namespace StyleFunctions.Imaging.Jpeg;

/// <summary>
/// The forward discrete cosine transform of a block, in single precision (T.81, section A.3.3): along the rows, then
/// down the columns. Sums and differences of opposite samples leave two transforms of four, multiplied out.
/// </summary>
internal static class ForwardDct
{
    // cos(k pi / 16) / 2, and for k = 4 also the factor of the zeroth coefficient.
    private const float C1 = 0.490392640f;
    private const float C2 = 0.461939766f;
    private const float C3 = 0.415734806f;
    private const float C4 = 0.353553391f;
    private const float C5 = 0.277785117f;
    private const float C6 = 0.191341716f;
    private const float C7 = 0.097545161f;

    /// <summary>Transforms a block in place.</summary>
    /// <param name="block">64 samples around zero, row by row; afterwards their coefficients.</param>
    public static void Transform(Span<float> block)
    {
        for (var y = 0; y < 8; y++)
        {
            Transform(block.Slice(y * 8, 8), 1);
        }

        for (var x = 0; x < 8; x++)
        {
            Transform(block[x..], 8);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transform(Span<float> values, int step)
    {
        ref var v0 = ref values[0];
        ref var v1 = ref values[step];
        ref var v2 = ref values[2 * step];
        ref var v3 = ref values[3 * step];
        ref var v4 = ref values[4 * step];
        ref var v5 = ref values[5 * step];
        ref var v6 = ref values[6 * step];
        ref var v7 = ref values[7 * step];
        var (sum0, difference0) = (v0 + v7, v0 - v7);
        var (sum1, difference1) = (v1 + v6, v1 - v6);
        var (sum2, difference2) = (v2 + v5, v2 - v5);
        var (sum3, difference3) = (v3 + v4, v3 - v4);
        v0 = C4 * (sum0 + sum3 + (sum1 + sum2));
        v4 = C4 * (sum0 + sum3 - (sum1 + sum2));
        v2 = (C2 * (sum0 - sum3)) + (C6 * (sum1 - sum2));
        v6 = (C6 * (sum0 - sum3)) - (C2 * (sum1 - sum2));
        v1 = (C1 * difference0) + (C3 * difference1) + (C5 * difference2) + (C7 * difference3);
        v3 = (C3 * difference0) - (C7 * difference1) - (C1 * difference2) - (C5 * difference3);
        v5 = (C5 * difference0) - (C1 * difference1) + (C7 * difference2) + (C3 * difference3);
        v7 = (C7 * difference0) - (C5 * difference1) + (C3 * difference2) - (C1 * difference3);
    }
}
