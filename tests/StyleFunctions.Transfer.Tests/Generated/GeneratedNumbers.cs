namespace StyleFunctions.Transfer.Tests.Generated;

/// <summary>
/// The numbers splitmix64 (Steele, Lea and Flood 2014) gives from seed 0, by their index, in streams 2^32 apart.
/// make-pytorch-losses.py makes the same ones.
/// </summary>
internal static class GeneratedNumbers
{
    public static ulong Bits(uint stream, int index)
    {
        var z = (((ulong)stream << 32) + (ulong)index + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>In [-1, 1): a multiple of 2^-23, so exact in float32.</summary>
    public static float Signed(uint stream, int index) =>
        ((int)(Bits(stream, index) >> 40) - (1 << 23)) / (float)(1 << 23);

    /// <summary>As many signed numbers as asked for, each times a scale, rounded once.</summary>
    public static float[] Signed(uint stream, int count, float scale) =>
        [.. Enumerable.Range(0, count).Select(i => Signed(stream, i) * scale)];
}
