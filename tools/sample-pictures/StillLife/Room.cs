using StyleFunctions.SamplePictures.Painting;
using StyleFunctions.SamplePictures.Tracing;

namespace StyleFunctions.SamplePictures.StillLife;

/// <summary>The table, its cloth, the wall behind, and the window frame, which is only seen by its shadow.</summary>
internal static class Room
{
    public static void Build(Mesh mesh)
    {
        mesh.Quad(new(-9, 0, -6), new(9, 0, -6), new(9, 0, 3.4f), new(-9, 0, 3.4f), Boards);
        mesh.Quad(new(-20, -6, 6.5f), new(20, -6, 6.5f), new(20, 14, 6.5f), new(-20, 14, 6.5f), Plaster);
        mesh.Patch(90, 90, Cloth, (u, v) => new(u, v), Linen);

        // Out of sight on the left: the bars of the window throw their shadow across the table and the wall.
        var dark = Facade(new(0.2f));
        foreach (var height in (float[])[2.9f, 6.9f, 11.6f]) mesh.Box(new(-9, height, -14), new(0, 0, 24),
            new(0.15f, 0, 0), 0.4f, dark);
        foreach (var depth in (float[])[-12.6f, -8.4f, -0.6f, 3.6f]) mesh.Box(new(-9, 0, depth), new(0, 0, 0.4f),
            new(0.15f, 0, 0), 13, dark);
        mesh.Box(new(-9, 12, -14), new(0, 0, 24), new(0.15f, 0, 0), 9, dark);
    }

    private static Surface Facade(Rgb color) => (in SurfacePoint _) => new(color);

    /// <summary>A cloth laid askew, in folds that run out from the bowl.</summary>
    private static Vector3 Cloth(float u, float v)
    {
        var (x, z) = (-0.9f + 5.0f * u + 0.5f * v, -4.6f + 4.9f * v - 0.9f * u);
        var fold = Noise.Ridges(x * 0.42f + z * 0.18f, z * 0.34f - x * 0.25f, 2, 81) - 0.42f;
        var flat = Tone.Step(1.3f, 2.4f, new Vector2(x - 1.35f, z + 0.1f).Length());
        return new(x, 0.03f + 0.30f * MathF.Max(0, fold) * flat + 0.03f * Noise.Gradient(x * 2, z * 2, 82) * flat, z);
    }

    private static Finish Linen(in SurfacePoint p)
    {
        var (u, v) = (p.Uv.X * 46, p.Uv.Y * 46);
        var edge = MathF.Min(MathF.Min(p.Uv.X, 1 - p.Uv.X), MathF.Min(p.Uv.Y, 1 - p.Uv.Y));
        var stripe = edge is > 0.05f and < 0.075f or > 0.09f and < 0.10f;
        var weave = 0.94f + 0.05f * Noise.Gradient(u * 3, v * 0.4f, 83) + 0.05f * Noise.Gradient(u * 0.4f, v * 3, 84);
        return new((stripe ? Tone.Light(0x2E5AA0) : Tone.Light(0xF2EEE4)) * weave);
    }

    private static Finish Boards(in SurfacePoint p)
    {
        var board = MathF.Floor(p.Position.Z / 1.5f);
        var within = p.Position.Z / 1.5f - board;
        var x = p.Position.X + 3 * board;
        var rings = Noise.Fbm(x * 0.25f, p.Position.Z * 3.2f + 0.8f * Noise.Gradient(x * 0.4f, board, 85), 4, 86);
        var color = Tone.Mix(Tone.Light(0x7A4A28), Tone.Light(0xB07A46), Tone.Clamp(0.5f + 0.7f * rings));
        return new(color * (within < 0.02f ? 0.3f : 0.85f + 0.2f * Noise.Hash((int)board, 0, 87)), Mirror: 0.03f);
    }

    private static Finish Plaster(in SurfacePoint p)
    {
        var stain = Noise.Fbm(p.Position.X * 0.22f, p.Position.Y * 0.22f, 5, 88);
        var trowel = Noise.Fbm(p.Position.X * 1.4f, p.Position.Y * 0.9f, 3, 89);
        return new(Tone.Mix(Tone.Light(0x4F7A7C), Tone.Light(0x7FA39A), Tone.Clamp(0.45f + 0.6f * stain))
            * (0.95f + 0.10f * trowel));
    }
}
