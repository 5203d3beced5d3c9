namespace StyleFunctions.SamplePictures.Painting;

/// <summary>Smooth random fields, made from an integer hash of the lattice: no tables, no state.</summary>
internal static class Noise
{
    /// <summary>A float in [0, 1) that belongs to a lattice point.</summary>
    public static float Hash(int x, int y, int seed) => (Bits(x, y, seed) >> 8) * (1f / (1 << 24));

    /// <summary>Value noise in [0, 1].</summary>
    public static float Value(float x, float y, int seed)
    {
        var (ix, iy) = ((int)MathF.Floor(x), (int)MathF.Floor(y));
        var (u, v) = (Fade(x - ix), Fade(y - iy));
        return Tone.Mix(
            Tone.Mix(Hash(ix, iy, seed), Hash(ix + 1, iy, seed), u),
            Tone.Mix(Hash(ix, iy + 1, seed), Hash(ix + 1, iy + 1, seed), u),
            v);
    }

    /// <summary>Gradient noise, roughly in [-1, 1], zero at the lattice points.</summary>
    public static float Gradient(float x, float y, int seed)
    {
        var (ix, iy) = ((int)MathF.Floor(x), (int)MathF.Floor(y));
        var (fx, fy) = (x - ix, y - iy);
        var (u, v) = (Fade(fx), Fade(fy));
        return 1.4f * Tone.Mix(
            Tone.Mix(Slope(ix, iy, fx, fy, seed), Slope(ix + 1, iy, fx - 1, fy, seed), u),
            Tone.Mix(Slope(ix, iy + 1, fx, fy - 1, seed), Slope(ix + 1, iy + 1, fx - 1, fy - 1, seed), u),
            v);
    }

    /// <summary>Octaves of gradient noise, each twice as fine and half as strong; roughly in [-1, 1].</summary>
    public static float Fbm(float x, float y, int octaves, int seed)
    {
        var (sum, strength) = (0f, 0.5f);
        for (var octave = 0; octave < octaves; octave++)
        {
            sum += strength * Gradient(x, y, seed + octave);
            // A turn between octaves (3-4-5 triangle) hides the lattice.
            (x, y) = (1.6f * x - 1.2f * y + 11.7f, 1.2f * x + 1.6f * y - 5.3f);
            strength *= 0.5f;
        }

        return 1.6f * sum;
    }

    /// <summary>Fbm of ridges: sharp crests at 1, valleys towards 0.</summary>
    public static float Ridges(float x, float y, int octaves, int seed)
    {
        var (sum, strength) = (0f, 0.5f);
        for (var octave = 0; octave < octaves; octave++)
        {
            sum += strength * (1f - MathF.Abs(Gradient(x, y, seed + octave)));
            (x, y) = (1.6f * x - 1.2f * y + 3.1f, 1.2f * x + 1.6f * y + 7.9f);
            strength *= 0.5f;
        }

        return sum;
    }

    private static float Slope(int ix, int iy, float dx, float dy, int seed)
    {
        var bits = Bits(ix, iy, seed) >> 28;
        var (a, b) = (bits & 8) == 0 ? (0.9239f, 0.3827f) : (0.3827f, 0.9239f);
        return ((bits & 1) == 0 ? a : -a) * dx + ((bits & 2) == 0 ? b : -b) * dy;
    }

    private static float Fade(float t) => t * t * t * (t * (t * 6f - 15f) + 10f);

    private static uint Bits(int x, int y, int seed)
    {
        var h = (uint)x * 0x8DA6B343 ^ (uint)y * 0xD8163841 ^ (uint)seed * 0xCB1AB31F;
        h = (h ^ (h >> 16)) * 0x7FEB352D;
        h = (h ^ (h >> 15)) * 0x846CA68B;
        return h ^ (h >> 16);
    }
}
