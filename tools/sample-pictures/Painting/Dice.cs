namespace StyleFunctions.SamplePictures.Painting;

/// <summary>
/// The generator every picture draws its chances from: SplitMix64 (Steele, Lea and Flood, 2014). Its state is one
/// 64-bit integer, the seed, so that the same seed gives the same picture on every run.
/// </summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 random bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A float in [0, 1).</summary>
    public float Unit() => (Next() >> 40) * (1f / (1 << 24));

    /// <summary>A float in [low, high).</summary>
    public float Between(float low, float high) => low + (high - low) * Unit();

    /// <summary>An integer in [0, count).</summary>
    public int Below(int count) => (int)((Next() >> 32) * (ulong)count >> 32);

    /// <summary>Roughly a normal deviate: the sum of four uniform ones, scaled to unit variance.</summary>
    public float Normal() => (Unit() + Unit() + Unit() + Unit() - 2f) * 1.7320508f;

    /// <summary>One of the given things.</summary>
    public T Pick<T>(IReadOnlyList<T> things) => things[Below(things.Count)];
}
