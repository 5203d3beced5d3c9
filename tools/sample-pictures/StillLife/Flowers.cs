using StyleFunctions.SamplePictures.Painting;
using StyleFunctions.SamplePictures.Tracing;

namespace StyleFunctions.SamplePictures.StillLife;

/// <summary>Sunflowers: a seed head within two rows of curled petals, on stems with leaves.</summary>
internal static class Flowers
{
    private static readonly (Vector3 Lean, float Size)[] Heads =
    [
        (new(-0.95f, 1.35f, -0.55f), 0.62f), (new(0.55f, 1.75f, -0.45f), 0.68f), (new(-0.25f, 2.35f, 0.1f), 0.60f),
        (new(1.25f, 0.85f, -0.25f), 0.55f), (new(-1.6f, 0.45f, -0.1f), 0.52f), (new(0.10f, 0.75f, -0.85f), 0.56f),
    ];

    public static void Build(Mesh mesh, Vector3 mouth)
    {
        var dice = new Dice(1853);
        foreach (var (lean, size) in Heads)
        {
            var at = mouth + lean;
            var middle = mouth + lean * 0.5f + Vector3.UnitY * 0.15f;
            mesh.Bar(mouth - Vector3.UnitY * 0.4f, middle, 0.05f, 0.05f, Green(0x4F7A2E), 6);
            mesh.Bar(middle, at, 0.05f, 0.06f, Green(0x4F7A2E), 6);
            var facing = Vector3.Normalize(new Vector3(lean.X * 0.45f - 0.15f, 0.18f + 0.1f * lean.Y, -1f));
            Head(mesh, at, facing, size, dice);
        }

        for (var i = 0; i < 15; i++)
        {
            var (sin, cos) = MathF.SinCos(dice.Unit() * MathF.Tau);
            var outwards = Vector3.Normalize(new Vector3(cos, dice.Between(-0.35f, 0.7f), sin * 0.7f - 0.2f));
            var from = mouth + new Vector3(cos * 0.35f, dice.Between(0.1f, 0.8f), sin * 0.3f);
            Petal(mesh, from, outwards, Vector3.UnitY, dice.Between(0.9f, 1.5f), 0.32f, -0.35f,
                Green(dice.Unit() < 0.5f ? 0x3F6B2A : 0x5C8A38));
        }
    }

    private static void Head(Mesh mesh, Vector3 at, Vector3 facing, float size, Dice dice)
    {
        var side = Vector3.Normalize(Vector3.Cross(Vector3.UnitY, facing));
        var up = Vector3.Cross(facing, side);
        const int petals = 17;
        for (var row = 0; row < 2; row++)
        {
            for (var i = 0; i < petals; i++)
            {
                var (sin, cos) = MathF.SinCos((i + 0.5f * row + dice.Between(-0.25f, 0.25f)) * MathF.Tau / petals);
                var outwards = side * cos + up * sin;
                var pitch = Vector3.Normalize(outwards
                    + facing * dice.Between(0.05f, 0.40f) * (row == 0 ? 0.4f : 1.3f));
                var color = Tone.Mix(Tone.Light(0xF5B81C), Tone.Light(0xF8D84A), dice.Unit());
                Petal(mesh, at + outwards * (0.42f * size), pitch, facing, size * dice.Between(0.62f, 0.85f),
                    size * 0.15f, dice.Between(-0.25f, 0.2f) * size, Ribbed(color));
            }
        }

        mesh.Ball(at + facing * 0.02f, d => size * 0.52f * (1 - 0.55f * MathF.Abs(Vector3.Dot(d, facing))),
            (in SurfacePoint p) =>
        {
            // Seeds sit on Vogel's spiral; here only their ups and downs are kept.
            var d = (p.Position - at) / size;
            var (x, y) = (Vector3.Dot(d, side), Vector3.Dot(d, up));
            var ring = MathF.Sqrt(x * x + y * y);
            var seeds = MathF.Sin(ring * 70 + 13 * MathF.Atan2(y, x)) * MathF.Sin(ring * 70 - 21 * MathF.Atan2(y, x));
            var color = Tone.Mix(Tone.Light(0x2A160C), Tone.Light(0x8A4F1A), Tone.Step(0.22f, 0.46f, ring));
            return new(color * (1f + 0.55f * seeds));
        }, 28);
    }

    private static void Petal(Mesh mesh, Vector3 from, Vector3 outwards, Vector3 facing, float length, float halfWidth,
        float curl, Surface surface)
    {
        var across = Vector3.Normalize(Vector3.Cross(outwards, facing));
        var lift = Vector3.Cross(across, outwards);
        mesh.Patch(6, 10, (u, v) =>
        {
            var side = 2 * u - 1;
            var half = halfWidth * MathF.Pow(MathF.Sin(MathF.PI * (0.12f + 0.87f * v)), 0.75f);
            return from + outwards * (length * v) + across * (side * half)
                + lift * (curl * v * v + 0.35f * halfWidth * (side * side - 0.5f));
        }, (u, v) => new(u, v), surface);
    }

    private static Surface Ribbed(Rgb color) => (in SurfacePoint p) =>
        new(Tone.Mix(Tone.Light(0xD9741A), color, Tone.Step(-0.1f, 0.45f, p.Uv.Y))
            * (0.92f + 0.10f * MathF.Sin(p.Uv.X * 22)));

    private static Surface Green(int color) => (in SurfacePoint p) =>
    {
        var vein = Tone.Step(0.03f, 0.07f, MathF.Abs(p.Uv.X - 0.5f))
            * (0.85f + 0.15f * MathF.Sin(p.Uv.Y * 40 + MathF.Abs(p.Uv.X - 0.5f) * 30));
        return new(Tone.Light(color) * (0.75f + 0.35f * vein));
    };
}
