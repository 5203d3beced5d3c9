using StyleFunctions.SamplePictures.Painting;
using StyleFunctions.SamplePictures.Tracing;

namespace StyleFunctions.SamplePictures.StillLife;

/// <summary>A painted bowl and a glazed jug.</summary>
internal static class Tableware
{
    /// <summary>Where the bowl stands.</summary>
    public static readonly Vector3 Bowl = new(1.3f, 0.06f, 0.1f);

    public static void Build(Mesh mesh)
    {
        mesh.Lathe(Bowl, Smooth(
            new(0.62f, 0), new(0.66f, 0.14f), new(0.62f, 0.20f), new(1.15f, 0.48f), new(1.52f, 0.86f),
                new(1.68f, 1.22f),
            new(1.72f, 1.27f), new(1.62f, 1.24f), new(1.44f, 0.90f), new(1.0f, 0.50f), new(0.02f, 0.34f)), Faience, 96);

        var foot = new Vector3(-1.55f, 0, 1.0f);
        mesh.Lathe(foot, Smooth(
            new(0.70f, 0), new(0.74f, 0.1f), new(1.06f, 0.7f), new(1.16f, 1.3f), new(0.98f, 2.0f), new(0.66f, 2.55f),
            new(0.60f, 2.85f), new(0.74f, 3.15f), new(0.78f, 3.2f), new(0.70f, 3.17f), new(0.52f, 2.8f),
                new(0.5f, 2.4f)), Glaze, 96);
        var previous = foot + new Vector3(-0.6f, 2.85f, -0.15f);
        for (var i = 1; i <= 18; i++)
        {
            var (sin, cos) = MathF.SinCos(MathF.PI * i / 18);
            var next = foot + new Vector3(-0.62f - 0.78f * sin - 0.22f * (1 - cos) / 2, 2.05f + 0.8f * cos, -0.15f);
            mesh.Bar(previous, next, 0.13f, 0.13f, Glaze, 12);
            previous = next;
        }
    }

    /// <summary>A profile through the given points (Catmull-Rom).</summary>
    private static List<Vector2> Smooth(params Vector2[] points)
    {
        var profile = new List<Vector2>();
        for (var i = 0; i + 1 < points.Length; i++)
        {
            var (a, b, c, d) = (points[Math.Max(i - 1, 0)], points[i], points[i + 1],
                points[Math.Min(i + 2, points.Length - 1)]);
            for (var step = 0; step < 6; step++)
            {
                var t = step / 6f;
                profile.Add(0.5f * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * (t * t)
                    + (3 * b - 3 * c + d - a) * (t * t * t)));
            }
        }

        profile.Add(points[^1]);
        return profile;
    }

    private static Finish Faience(in SurfacePoint p)
    {
        var (turn, height) = (p.Uv.X * 24, p.Position.Y - Bowl.Y);
        var blue = Tone.Light(0x24509A);
        var leaf = new Vector2(turn - MathF.Floor(turn) - 0.5f, (height - 0.72f) * 2.1f);
        var isLeaf = leaf.X * leaf.X * 5 + leaf.Y * leaf.Y < 0.42f && MathF.Abs(leaf.X) > 0.05f;
        var isBand = height is > 1.10f and < 1.16f or > 0.34f and < 0.40f or > 1.22f;
        return new(isLeaf || isBand ? blue : Tone.Light(0xF1EEE6), Mirror: 0.05f, Sheen: 0.7f);
    }

    private static Finish Glaze(in SurfacePoint p)
    {
        // The dark glaze ran over the lighter one and stopped in tongues.
        var run = 1.55f + 0.30f * Noise.Fbm(p.Position.X * 2.2f + p.Position.Z, 1, 3, 91)
            + 0.05f * MathF.Sin(p.Uv.X * 40);
        var speckle = 0.9f + 0.2f * Noise.Fbm(p.Position.X * 6, p.Position.Y * 6 + p.Position.Z * 3, 2, 92);
        var color = Tone.Mix(Tone.Light(0xC99A5B), Tone.Light(0x1E5F6B),
            Tone.Step(run - 0.06f, run + 0.10f, p.Position.Y));
        return new(color * speckle, Mirror: 0.06f, Sheen: 0.9f);
    }
}
