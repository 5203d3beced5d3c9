using StyleFunctions.SamplePictures.Painting;
using StyleFunctions.SamplePictures.Tracing;

namespace StyleFunctions.SamplePictures.StillLife;

/// <summary>Apples, oranges, lemons, pears and grapes, in the bowl and on the cloth.</summary>
internal static class Fruit
{
    private static readonly Surface Twig = (in SurfacePoint _) => new(new Rgb(0.10f, 0.06f, 0.03f));

    public static void Build(Mesh mesh)
    {
        var bowl = Tableware.Bowl;
        Apple(mesh, bowl + new Vector3(-0.66f, 1.20f, -0.35f), 0.60f, 101, -0.1f);
        Orange(mesh, bowl + new Vector3(0.42f, 1.22f, -0.66f), 0.58f, 102);
        Apple(mesh, bowl + new Vector3(0.98f, 1.28f, 0.10f), 0.56f, 103, 0.75f);
        Orange(mesh, bowl + new Vector3(-0.30f, 1.30f, 0.55f), 0.58f, 104);
        Pear(mesh, bowl + new Vector3(0.20f, 1.75f, 0.05f), 0.56f, 105);
        Lemon(mesh, bowl + new Vector3(-1.75f, 0.44f, -1.75f), 0.46f, 106, 0.5f);
        Apple(mesh, new(2.9f, 0.58f, -2.0f), 0.58f, 107, 0.1f);
        Orange(mesh, new(-2.35f, 0.56f, -1.55f), 0.58f, 108);
        Pear(mesh, new(-3.15f, 0.52f, -0.35f), 0.55f, 110);
        Grapes(mesh, bowl + new Vector3(0.15f, 0, -2.15f));
    }

    private static void Apple(Mesh mesh, Vector3 at, float size, int seed, float green)
    {
        Finish Skin(in SurfacePoint p)
        {
            var d = p.Position - at;
            var turn = MathF.Atan2(d.Z, d.X);
            var streak = Noise.Fbm(turn * 7, d.Y * 1.2f, 3, seed);
            var blush = Tone.Clamp(0.75f - green + 0.5f * streak + 0.35f * Noise.Gradient(turn * 0.8f, d.Y, seed + 1));
            var color = Tone.Mix(Tone.Light(0xC9C24A), Tone.Light(0xB3201F), blush);
            var dots = Noise.Value(turn * 16, d.Y * 14, seed + 2) > 0.86f ? 1.25f : 1f;
            return new(color * dots, Mirror: 0.04f, Sheen: 0.6f);
        }

        mesh.Ball(at, d => size * (1f - 0.42f * MathF.Exp(-(1 - d.Y) * 9) - 0.22f * MathF.Exp(-(1 + d.Y) * 10)
            + 0.07f * d.Y), Skin, 48);
        mesh.Bar(at + Vector3.UnitY * (0.55f * size), at + new Vector3(0.10f, 1.18f * size, 0.04f), 0.035f, 0.05f, Twig,
            6);
    }

    private static void Orange(Mesh mesh, Vector3 at, float size, int seed)
    {
        Finish Peel(in SurfacePoint p)
        {
            var d = (p.Position - at) * 11;
            var pore = new Vector3(Noise.Gradient(d.X + d.Z, d.Y, seed), Noise.Gradient(d.Y, d.Z - d.X, seed),
                Noise.Gradient(d.Z, d.X + d.Y, seed));
            var tint = 0.95f + 0.12f * Noise.Fbm(d.X * 0.1f, d.Y * 0.1f, 2, seed + 1);
            return new(Tone.Light(0xF08A1D) * tint, Mirror: 0.02f, Sheen: 0.4f,
                Facing: Vector3.Normalize(p.Normal + pore * 0.10f));
        }

        mesh.Ball(at, d => size * (1 - 0.05f * d.Y * d.Y), Peel, 48);
        mesh.Ball(at + Vector3.UnitY * (size * 0.94f), _ => 0.06f, (in SurfacePoint _) => new(Tone.Light(0x5A6B2C)), 8);
    }

    private static void Lemon(Mesh mesh, Vector3 at, float size, int seed, float turn)
    {
        var axis = new Vector3(MathF.Cos(turn), 0.08f, MathF.Sin(turn));
        Finish Peel(in SurfacePoint p)
        {
            var d = (p.Position - at) * 10;
            var pore = new Vector3(Noise.Gradient(d.X + d.Z, d.Y, seed), Noise.Gradient(d.Y, d.Z - d.X, seed),
                Noise.Gradient(d.Z, d.X + d.Y, seed));
            return new(Tone.Light(0xF8D02C), Sheen: 0.4f, Facing: Vector3.Normalize(p.Normal + pore * 0.10f));
        }

        mesh.Ball(at, d =>
        {
            var along = MathF.Abs(Vector3.Dot(d, axis));
            return size * (1 + 0.28f * along * along + 0.22f * MathF.Exp(-(1 - along) * 26));
        }, Peel, 48);
    }

    private static void Pear(Mesh mesh, Vector3 at, float size, int seed)
    {
        Finish Skin(in SurfacePoint p)
        {
            var d = p.Position - at;
            var russet = Noise.Fbm(d.X * 5 + d.Z * 3, d.Y * 5, 4, seed);
            var blush = Tone.Step(0.0f, 0.9f, -d.X / size + 0.3f * russet);
            var color = Tone.Mix(Tone.Light(0xB4B53E), Tone.Light(0xD07A3A), 0.85f * blush);
            return new(color * (0.95f + 0.15f * russet), Mirror: 0.02f, Sheen: 0.4f);
        }

        // A broad base that draws into a neck.
        mesh.Ball(at, d => size * (1f + 1.05f * MathF.Pow(MathF.Max(0, d.Y), 3.5f)), Skin, 48);
        mesh.Bar(at + Vector3.UnitY * (1.95f * size), at + new Vector3(0.14f, 2.5f * size, 0), 0.035f, 0.05f, Twig, 6);
    }

    private static void Grapes(Mesh mesh, Vector3 at)
    {
        var dice = new Dice(109);
        for (var i = 0; i < 34; i++)
        {
            var along = dice.Unit();
            var spread = 0.62f * (1 - 0.7f * along);
            var size = dice.Between(0.19f, 0.23f);
            var place = at + new Vector3(-0.75f + 1.6f * along + dice.Normal() * 0.08f, size
                + dice.Unit() * (1 - along) * 0.5f, dice.Between(-spread, spread) + 0.25f * along);
            var bloom = dice.Between(0.0f, 0.3f);
            mesh.Ball(place, _ => size, (in SurfacePoint p) =>
            {
                var dust = Tone.Clamp(bloom + 0.25f
                    * Noise.Fbm(p.Position.X * 9, p.Position.Y * 9 + p.Position.Z * 5, 2, 111));
                return new(Tone.Mix(Tone.Light(0x3A1536), Tone.Light(0x8A86A8), dust), Mirror: 0.05f, Sheen: 0.8f);
            }, 18);
        }

        mesh.Bar(at + new Vector3(-0.6f, 0.6f, 0), at + new Vector3(-1.05f, 0.95f, 0.2f), 0.05f, 0.04f, Twig, 6);
    }
}
