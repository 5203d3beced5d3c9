namespace StyleFunctions.SamplePictures.Painting;

/// <summary>Mixing numbers and colours. Colours are <see cref="Vector3"/> (alias Rgb), red, green, blue.</summary>
internal static class Tone
{
    /// <summary>From a at 0 to b at 1, straight.</summary>
    public static float Mix(float a, float b, float t) => a + (b - a) * t;

    /// <summary>From a at 0 to b at 1, straight.</summary>
    public static Rgb Mix(Rgb a, Rgb b, float t) => a + (b - a) * t;

    /// <summary>Kept in [0, 1].</summary>
    public static float Clamp(float x) => Math.Clamp(x, 0f, 1f);

    /// <summary>Kept in [0, 1], each colour by itself.</summary>
    public static Rgb Clamp(Rgb c) => Rgb.Clamp(c, Rgb.Zero, Rgb.One);

    /// <summary>0 below the first edge, 1 above the second, smooth between; the edges may be in either order.</summary>
    public static float Step(float from, float to, float x)
    {
        var t = Clamp((x - from) / (to - from));
        return t * t * (3f - 2f * t);
    }

    /// <summary>A colour as designers write it, 0xRRGGBB, in [0, 1].</summary>
    public static Rgb Hex(int rgb) => new Rgb((rgb >> 16) & 255, (rgb >> 8) & 255, rgb & 255) / 255f;

    /// <summary>A colour as designers write it, as linear light (gamma 2.2).</summary>
    public static Rgb Light(int rgb) => Power(Hex(rgb), 2.2f);

    /// <summary>Each colour to a power.</summary>
    public static Rgb Power(Rgb c, float exponent) =>
        new(MathF.Pow(c.X, exponent), MathF.Pow(c.Y, exponent), MathF.Pow(c.Z, exponent));

    /// <summary>Luminance (Rec. 709 weights).</summary>
    public static float Gray(Rgb c) => Rgb.Dot(c, new Rgb(0.2126f, 0.7152f, 0.0722f));

    /// <summary>Towards grey below 1, away from it above.</summary>
    public static Rgb Saturate(Rgb c, float amount) => Mix(new Rgb(Gray(c)), c, amount);

    /// <summary>A colour from evenly spaced stops, t in [0, 1].</summary>
    public static Rgb Ramp(ReadOnlySpan<Rgb> stops, float t)
    {
        var at = Clamp(t) * (stops.Length - 1);
        var i = Math.Min((int)at, stops.Length - 2);
        return Mix(stops[i], stops[i + 1], at - i);
    }
}
