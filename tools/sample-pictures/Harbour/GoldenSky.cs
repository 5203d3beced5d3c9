using StyleFunctions.SamplePictures.Painting;

namespace StyleFunctions.SamplePictures.Harbour;

/// <summary>An evening sky with the sun low on the right, just outside the picture.</summary>
internal static class GoldenSky
{
    public static readonly Vector3 Sun = Vector3.Normalize(new Vector3(0.80f, 0.30f, 0.36f));

    private static readonly Rgb Zenith = new(0.10f, 0.24f, 0.52f);
    private static readonly Rgb Middle = new(0.27f, 0.45f, 0.72f);
    private static readonly Rgb CoolHorizon = new(0.88f, 0.58f, 0.50f);
    private static readonly Rgb WarmHorizon = new(1.35f, 0.74f, 0.32f);

    /// <summary>The sky with its clouds.</summary>
    public static Rgb Seen(Vector3 direction)
    {
        var clear = Clear(direction);
        if (direction.Y < 0.004f) return clear;

        // A sheet of cumulus overhead, flattened towards the horizon, and thin streaks above it.
        var plane = new Vector2(direction.X, direction.Z) / (direction.Y + 0.20f);
        var density = Density(plane);
        var towardsSun = Density(plane + new Vector2(0.16f, 0.04f));
        var lit = Tone.Clamp(0.55f + 2.4f * (density - towardsSun));
        var sunny = MathF.Pow(Tone.Clamp(0.5f + 0.5f * Vector3.Dot(direction, Sun)), 2f);
        var bright = Tone.Mix(new Rgb(1.15f, 0.90f, 0.74f), new Rgb(1.75f, 1.18f, 0.66f), sunny);
        var shade = Tone.Mix(new Rgb(0.36f, 0.36f, 0.52f), new Rgb(0.62f, 0.42f, 0.42f), sunny);
        var cover = Tone.Step(0.03f, 0.30f, density) * Tone.Step(0.0f, 0.09f, direction.Y);
        var color = Tone.Mix(clear, Tone.Mix(shade, bright, lit), 0.94f * cover);

        var streak = Noise.Fbm(plane.X * 0.35f + 4f, plane.Y * 1.6f - 2f, 4, 91);
        return Tone.Mix(color, bright,
            0.35f * Tone.Step(0.1f, 0.6f, streak) * (1 - cover) * Tone.Step(0.01f, 0.08f, direction.Y));
    }

    /// <summary>The sky behind the clouds.</summary>
    public static Rgb Clear(Vector3 direction)
    {
        var up = Tone.Clamp(direction.Y);
        var towardsSun = Tone.Clamp(Vector3.Dot(direction, Sun));
        var flat = Vector3.Normalize(new Vector3(direction.X, 0, direction.Z));
        var side = Tone.Clamp(0.5f + 0.5f * Vector3.Dot(flat, Vector3.Normalize(new Vector3(Sun.X, 0, Sun.Z))));
        var horizon = Tone.Mix(CoolHorizon, WarmHorizon, Tone.Step(0.45f, 1f, side));
        var sky = Tone.Mix(horizon, Middle, Tone.Step(0f, 0.26f, up));
        sky = Tone.Mix(sky, Zenith, Tone.Step(0.12f, 0.62f, up));
        return sky + new Rgb(1.1f, 0.55f, 0.18f)
            * (0.55f * MathF.Pow(towardsSun, 7f) + 5f * MathF.Pow(towardsSun, 220f));
    }

    private static float Density(Vector2 at)
    {
        var warp = new Vector2(Noise.Fbm(at.X * 0.5f, at.Y * 0.5f, 2, 40), Noise.Fbm(at.X * 0.5f, at.Y * 0.5f, 2, 50));
        return Noise.Fbm(at.X * 1.05f + 0.6f * warp.X + 1.9f, at.Y * 1.25f + 0.6f * warp.Y + 0.4f, 6, 60);
    }
}
