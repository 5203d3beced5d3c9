namespace StyleFunctions.Imaging;

/// <summary>
/// A picture in memory: red, green and blue as 32-bit floats in [0, 1] (sRGB-encoded, as files hold them),
/// planar, 3 x H x W, row by row from the top left; and, where the file had one, an alpha plane of H x W.
/// </summary>
public sealed class Picture
{
    /// <summary>The number of colour planes: red, green, blue.</summary>
    public const int Channels = 3;

    /// <summary>Wraps samples without copying them.</summary>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <param name="samples">3 x H x W samples in [0, 1].</param>
    /// <param name="alpha">H x W opacities in [0, 1], or null for an opaque picture.</param>
    /// <exception cref="ArgumentException">An array's length does not match the size.</exception>
    public Picture(int width, int height, float[] samples, float[]? alpha = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentNullException.ThrowIfNull(samples);
        var pixels = (long)width * height;
        if (samples.LongLength != Channels * pixels)
        {
            throw new ArgumentException(
                $"A {width} x {height} picture has {Channels * pixels} samples, not {samples.LongLength}.",
                nameof(samples));
        }

        if (alpha is not null && alpha.LongLength != pixels)
        {
            throw new ArgumentException(
                $"A {width} x {height} picture has {pixels} alpha samples, not {alpha.LongLength}.", nameof(alpha));
        }

        Width = width;
        Height = height;
        Samples = samples;
        Alpha = alpha;
    }

    /// <summary>A black, opaque picture.</summary>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    public Picture(int width, int height)
        : this(width, height, new float[checked(Channels * width * height)])
    {
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>The samples, 3 x H x W, in [0, 1].</summary>
    public float[] Samples { get; }

    /// <summary>The opacities, H x W, in [0, 1]; null when the picture is opaque.</summary>
    public float[]? Alpha { get; }

    /// <summary>One colour plane, H x W.</summary>
    /// <param name="channel">0 red, 1 green, 2 blue.</param>
    public Span<float> Plane(int channel) => Samples.AsSpan(channel * Width * Height, Width * Height);

    /// <summary>The same colours with another alpha plane.</summary>
    /// <param name="alpha">H x W opacities, or null.</param>
    public Picture WithAlpha(float[]? alpha) => new(Width, Height, Samples, alpha);
}
