using StyleFunctions.SamplePictures.Painting;
using StyleFunctions.SamplePictures.Tracing;

namespace StyleFunctions.SamplePictures.Harbour;

/// <summary>Walls and roofs. A wall's own coordinates are metres from its lower left corner.</summary>
internal static class Facades
{
    private static readonly Rgb Frame = Tone.Light(0xF1EBDD);

    /// <summary>A rendered wall with rows of windows.</summary>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height up to the eaves.</param>
    /// <param name="attic">Whether a gable above it has a window of its own.</param>
    /// <param name="color">The render.</param>
    /// <param name="shutter">The shutters and the door.</param>
    /// <param name="seed">Its stains and its lit windows.</param>
    public static Surface Wall(float width, float height, bool attic, Rgb color, Rgb shutter, int seed)
    {
        var columns = Math.Max(1, (int)(width / 2.3f));
        var floors = Math.Max(1, (int)(height / 2.9f));
        var (bay, storey) = (width / columns, height / floors);
        return (in SurfacePoint p) =>
        {
            var (u, v) = (p.Uv.X, p.Uv.Y);
            var (column, floor) = ((int)(u / bay), (int)(v / storey));
            var (x, y) = (u - (column + 0.5f) * bay, v - floor * storey);
            if (v > height)
            {
                (x, y, floor) = (attic ? u - width / 2 : 99f, v - height + 0.1f, floors);
            }

            var isDoor = floor == 0 && column == seed % columns;
            var opening = isDoor ? Opening(x, y - 1.15f, 0.62f, 1.15f)
                : Opening(x, y - 1.45f, 0.52f, v > height ? 0.6f : 0.78f);
            if (opening > 0.10f) return isDoor ? Door(x, y, shutter) : Pane(x, y, p, column, floor, seed);
            if (opening > 0f) return new(Frame);
            if (!isDoor && v <= height && MathF.Abs(x) < 1.0f && MathF.Abs(y - 1.45f) < 0.82f && bay > 2.15f)
            {
                return new(shutter * (((int)MathF.Floor(y * 9f) & 1) == 0 ? 1f : 0.72f));
            }

            return new(Render(u, v, height, color, seed));
        };
    }

    /// <summary>Rows of tiles, each a little different, weathered in patches.</summary>
    public static Surface Tiles(Rgb color, int seed) => (in SurfacePoint p) =>
    {
        var row = MathF.Floor(p.Uv.Y / 0.36f);
        var tile = MathF.Floor(p.Uv.X / 0.28f + (row % 2) * 0.5f);
        var own = Noise.Hash((int)tile, (int)row, seed);
        var lip = Tone.Step(0f, 0.3f, p.Uv.Y / 0.36f - row);
        var weather = Noise.Fbm(p.Uv.X * 0.5f, p.Uv.Y * 0.35f, 4, seed + 1);
        var shade = (0.72f + 0.5f * own) * Tone.Mix(0.6f, 1f, lip) * (1f + 0.35f * weather);
        return new(Tone.Mix(color, new Rgb(0.12f, 0.11f, 0.08f), 0.35f * Tone.Step(0.1f, 0.6f, weather)) * shade);
    };

    /// <summary>Dressed stone, as churches have it.</summary>
    public static Surface Stone(Rgb color, int seed) => (in SurfacePoint p) =>
    {
        var course = MathF.Floor(p.Uv.Y / 0.6f);
        var block = MathF.Floor(p.Uv.X / 0.9f + (course % 2) * 0.5f);
        var stain = Noise.Fbm(p.Uv.X * 0.6f, p.Uv.Y * 0.25f, 4, seed + 1);
        return new(color * (0.82f + 0.3f * Noise.Hash((int)block, (int)course, seed) + 0.25f * stain));
    };

    /// <summary>One colour, a little uneven.</summary>
    public static Surface Plain(Rgb color, float sheen = 0f) => (in SurfacePoint p) =>
        new(color * (0.92f + 0.16f * Noise.Value(p.Position.X * 3f, p.Position.Y * 3f + p.Position.Z, 6)),
            Sheen: sheen);

    private static float Opening(float x, float y, float halfWidth, float halfHeight) =>
        MathF.Min(halfWidth - MathF.Abs(x), halfHeight - MathF.Abs(y));

    private static Finish Door(float x, float y, Rgb color) =>
        new(color * (y > 1.85f ? 0.3f : MathF.Abs(x) < 0.03f ? 0.5f : 0.9f));

    private static Finish Pane(float x, float y, in SurfacePoint p, int column, int floor, int seed)
    {
        if (MathF.Abs(x) < 0.045f || MathF.Abs(y - 1.62f) < 0.045f) return new(Frame * 0.9f);
        var own = Noise.Hash(column, floor, seed);
        var curtain = MathF.Abs(x) > 0.24f && own < 0.5f ? new Rgb(0.35f, 0.32f, 0.28f) : new Rgb(0.02f, 0.025f, 0.03f);
        var lamp = own > 0.80f ? new Rgb(1.5f, 0.80f, 0.25f) * (0.6f + 0.4f * Tone.Clamp(1.4f - y)) : Rgb.Zero;
        // Old glass: each pane leans its own way.
        var lean = new Vector3(Noise.Hash(column, floor, seed + 1) - 0.5f, Noise.Hash(column, floor, seed + 2) - 0.6f,
            0) * 0.12f;
        return new(curtain, Mirror: 0.22f, Glow: lamp, Facing: Vector3.Normalize(p.Normal + lean));
    }

    private static Rgb Render(float u, float v, float height, Rgb color, int seed)
    {
        if (v < 0.7f) return new Rgb(0.20f, 0.17f, 0.145f) * (0.8f + 0.4f * Noise.Value(u * 2, v * 3, seed));
        var stain = Noise.Fbm(u * 0.8f, v * 0.22f, 4, seed);
        var grime = Tone.Step(2.2f, 0.6f, v) * 0.22f + Tone.Step(height - 0.9f, height, v) * 0.12f;
        return color * (0.95f + 0.20f * stain - grime + 0.06f * Noise.Gradient(u * 6, v * 6, seed + 7));
    }
}
