namespace StyleFunctions.Transfer;

/// <summary>
/// A generator of integers (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators") with
/// nothing but integer arithmetic and exact floating-point steps above it: the same numbers on every machine.
/// </summary>
/// <param name="seed">Any number.</param>
public sealed class SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>64 bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number in [0, 1), a multiple of 2^-24.</summary>
    public float NextUniform() => (Next() >> 40) * (1f / (1 << 24));

    /// <summary>
    /// A number with mean 0 and variance 1, nearly normal: the sum of twelve uniform ones less 6 (Irwin and Hall),
    /// since logarithms and cosines are not the same to the last bit everywhere.
    /// </summary>
    public float NextNormal()
    {
        var sum = -6f;
        for (var i = 0; i < 12; i++)
        {
            sum += NextUniform();
        }

        return sum;
    }
}
