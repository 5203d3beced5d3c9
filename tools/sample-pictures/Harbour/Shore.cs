using StyleFunctions.SamplePictures.Painting;
using StyleFunctions.SamplePictures.Tracing;

namespace StyleFunctions.SamplePictures.Harbour;

/// <summary>The water, the quay and the land: what the town stands on and what lies behind it.</summary>
internal static class Shore
{
    /// <summary>The height of the quay above the water.</summary>
    public const float QuayHeight = 1.7f;

    /// <summary>How far along the quay its far end lies.</summary>
    public const float QuayEnd = 112f;

    private static readonly Vector3 Start = new(-48, 0, 15);

    /// <summary>Along the quay, away from the viewer.</summary>
    public static readonly Vector3 Along = Vector3.Normalize(new Vector3(54, 0, 97));

    /// <summary>From the quay out to the water.</summary>
    public static readonly Vector3 Out = new(Along.Z, 0, -Along.X);

    /// <summary>The ground at a distance along the quay and behind its edge.</summary>
    public static Vector3 Ground(float along, float back) => At(along, back, Rise(along, back));

    public static void Build(Mesh mesh)
    {
        var far = 6000f;
        mesh.Quad(new(-far, 0, -100), new(far, 0, -100), new(far, 0, far), new(-far, 0, far), Water);

        // The hill begins at the back of the quay; the paved edge lies in front of it.
        mesh.Patch(90, 60, (u, v) => Ground(-30 + 200 * u, 9 + 170 * v), (u, v) => new(200 * u, 170 * v), Meadow);
        var edge = At(-30, 0, 0);
        mesh.Box(edge, Along * (QuayEnd + 30), -Out * 14, QuayHeight, Masonry, Paving);
        mesh.Box(edge + Out * 0.15f, Along * (QuayEnd + 30.1f), -Out * 0.6f, QuayHeight + 0.12f, Masonry, Kerb);
        for (var along = 44f; along < QuayEnd; along += 7.5f)
        {
            var foot = At(along, 0.9f, QuayHeight);
            mesh.Bar(foot, foot + Vector3.UnitY * 0.75f, 0.22f, 0.3f, Iron);
            mesh.Bar(At(along + 3, -0.2f, -0.5f), At(along + 3, -0.2f, 1.5f), 0.16f, 0.16f, Timber);
        }

        Ridge(mesh, -900, 900, 620, 105, 7, new(0.16f, 0.20f, 0.07f));
        Ridge(mesh, -1700, 1500, 1250, 230, 21, new(0.20f, 0.22f, 0.12f));
    }

    private static Vector3 At(float along, float back, float height) =>
        Start + Along * along - Out * back + Vector3.UnitY * height;

    private static float Rise(float along, float back)
    {
        var hill = 52f * Tone.Step(10, 140, back) * Tone.Step(150, 60, along - 0.25f * back);
        var rough = 1.2f * Noise.Fbm(along * 0.06f, back * 0.06f, 4, 5) * Tone.Step(40, 80, back);
        return QuayHeight + hill + rough
            - 6f * Tone.Step(QuayEnd + 8, QuayEnd + 26, along + 4f * Noise.Gradient(back * 0.1f, 0, 3));
    }

    /// <summary>A range of hills across the far side of the bay; it sinks into the sea on the right.</summary>
    private static void Ridge(Mesh mesh, float left, float right, float distance, float height, int seed, Rgb green)
    {
        Finish Slope(in SurfacePoint p)
        {
            var field = Noise.Value(p.Position.X * 0.02f, p.Position.Z * 0.012f, seed + 1);
            var wood = Tone.Step(-0.05f, 0.12f, Noise.Fbm(p.Position.X * 0.012f, p.Position.Z * 0.012f, 5, seed + 2));
            return new(Tone.Mix(Tone.Mix(green * 1.3f, new Rgb(0.30f, 0.23f, 0.09f), field * 0.7f), green * 0.32f,
                wood));
        }

        mesh.Patch(150, 26, (u, v) =>
        {
            var x = Tone.Mix(left, right, u);
            var crest = Noise.Fbm(x * 0.0022f, 0.3f + v * 0.5f, 6, seed) * 0.75f + 0.55f;
            var coast = Tone.Step(0.80f, 0.46f, u);
            return new(x, height * crest * coast * Tone.Step(0, 1, v) - 4f, distance + v * 0.5f * distance);
        }, (u, v) => new(u, v), Slope);
    }

    private static Finish Water(in SurfacePoint p)
    {
        var (x, z) = (p.Position.X, p.Position.Z);
        var calm = 1f / (1f + p.Distance * 0.012f);
        var gust = 0.55f + 0.6f * Noise.Value(x * 0.035f, z * 0.022f, 77);
        var swell = Slope(x * 0.30f, z * 0.42f, 30) * 0.030f;
        var ripple = Slope(x * 0.95f, z * 1.35f, 31) * 0.036f;
        var fine = Slope(x * 2.9f, z * 3.9f, 32) * 0.030f * calm;
        var slope = (swell + ripple + fine) * gust * (0.35f + 0.65f * calm);
        return new(
            new Rgb(0.012f, 0.055f, 0.060f),
            Mirror: 0.06f,
            Facing: Vector3.Normalize(new Vector3(-slope.X, 1, -slope.Y)));
    }

    private static Vector2 Slope(float x, float z, int seed) =>
        new(Noise.Gradient(x, z, seed), Noise.Gradient(x + 37.2f, z - 11.7f, seed + 100));

    private static Finish Meadow(in SurfacePoint p)
    {
        var patch = Noise.Fbm(p.Uv.X * 0.05f, p.Uv.Y * 0.05f, 5, 12);
        var grass = Tone.Mix(new Rgb(0.10f, 0.17f, 0.035f), new Rgb(0.34f, 0.30f, 0.09f), Tone.Clamp(0.5f + patch));
        return new(p.Position.Y < 1.2f ? new Rgb(0.22f, 0.19f, 0.15f) : grass);
    }

    private static Finish Masonry(in SurfacePoint p)
    {
        var course = MathF.Floor(p.Uv.Y / 0.42f);
        var stone = p.Uv.X / 0.95f + (course % 2) * 0.5f;
        var (fx, fy) = (stone - MathF.Floor(stone), p.Uv.Y / 0.42f - course);
        var joint = Tone.Step(0.0f, 0.06f, MathF.Min(fx, 1 - fx)) * Tone.Step(0.0f, 0.12f, MathF.Min(fy, 1 - fy));
        var shade = 0.7f + 0.5f * Noise.Hash((int)MathF.Floor(stone), (int)course, 4)
            + 0.3f * Noise.Fbm(p.Uv.X * 1.2f, p.Uv.Y * 1.2f, 4, 8);
        var color = new Rgb(0.27f, 0.235f, 0.19f) * shade * Tone.Mix(0.45f, 1f, joint);
        // Weed and wet below the tide line.
        var wet = Tone.Step(0.95f, 0.45f, p.Position.Y + 0.25f * Noise.Fbm(p.Uv.X * 0.7f, 0, 3, 9));
        return new(Tone.Mix(color, new Rgb(0.035f, 0.05f, 0.025f), wet * 0.85f));
    }

    private static Finish Paving(in SurfacePoint p) =>
        new(new Rgb(0.40f, 0.35f, 0.29f) * (0.85f + 0.35f * Noise.Fbm(p.Uv.X * 0.8f, p.Uv.Y * 0.8f, 5, 14)));

    private static Finish Kerb(in SurfacePoint p) =>
        new(new Rgb(0.52f, 0.47f, 0.40f) * (0.85f + 0.3f * Noise.Hash((int)(p.Uv.X / 1.6f), 0, 15)));

    private static Finish Iron(in SurfacePoint p) => new(new Rgb(0.05f, 0.05f, 0.06f), Sheen: 0.3f);

    private static Finish Timber(in SurfacePoint p) => new(new Rgb(0.09f, 0.06f, 0.04f));
}
