using StyleFunctions.SamplePictures.Painting;
using StyleFunctions.SamplePictures.Tracing;

namespace StyleFunctions.SamplePictures.Harbour;

/// <summary>A mole of stone and rocks that ends in a banded lighthouse.</summary>
internal static class Lighthouse
{
    private const float TowerHeight = 16f;

    public static void Build(Mesh mesh, Vector3 foot)
    {
        var stone = Facades.Stone(Tone.Light(0x9C8F7C), 51);
        var white = Facades.Plain(Tone.Light(0xF7F2E8));
        var red = Facades.Plain(Tone.Light(0xC2372A));

        mesh.Box(foot + new Vector3(-7, 0, -3), new(70, 0, 4), new(0, 0, 7), 2.2f, stone);
        Rocks(mesh, foot);
        mesh.Lathe(foot, [new(4.2f, 0), new(4.2f, 3.2f), new(0, 3.2f)], stone, 24);

        var top = foot + Vector3.UnitY * (3 + TowerHeight);
        mesh.Bar(foot + Vector3.UnitY * 3, top, 2.5f, 1.6f, Bands, 32);
        mesh.Lathe(top, [new(1.6f, -0.7f), new(2.5f, 0), new(2.5f, 0.3f), new(0, 0.3f)], white, 24);
        for (var i = 0; i < 16; i++)
        {
            var (sin, cos) = MathF.SinCos(i * MathF.Tau / 16);
            var post = top + new Vector3(2.4f * cos, 0.3f, 2.4f * sin);
            mesh.Bar(post, post + Vector3.UnitY, 0.05f, 0.05f, red, 4);
        }

        mesh.Lathe(top, [new(2.44f, 1.25f), new(2.44f, 1.36f)], red, 24);
        mesh.Bar(top, top + Vector3.UnitY * 2.6f, 1.15f, 1.15f, Lantern, 12);
        mesh.Lathe(top + Vector3.UnitY * 2.6f,
            [new(1.6f, 0), new(1.3f, 0.5f), new(0.5f, 1.3f), new(0.2f, 1.6f), new(0.2f, 2.0f), new(0.02f, 2.6f)], red,
            20);

        var house = new HousePlan(foot + new Vector3(6, 2.2f, -1), Vector3.UnitX, -Vector3.UnitZ, 7, 5, 3.2f, 2.4f,
            GableFront: false);
        House.Build(mesh, house, Tone.Light(0xF4EEDF), Tone.Light(0xA84E30), Tone.Light(0x2B4A6F), new Dice(8));
    }

    private static Finish Bands(in SurfacePoint p)
    {
        var height = p.Uv.Y;
        var door = new Vector2(p.Uv.X * 15f % 7.5f - 5.4f, (height % 5.2f - 2.6f) * 0.8f).Length();
        if (door < 0.45f) return new(new Rgb(0.03f, 0.03f, 0.04f));
        var red = ((int)(height / (TowerHeight / 5f)) & 1) == 0;
        var streak = 0.9f + 0.15f * Noise.Fbm(p.Uv.X * 22f, height * 0.2f, 3, 52);
        return new((red ? Tone.Light(0xC43A2B) : Tone.Light(0xF8F3E9)) * streak);
    }

    private static Finish Lantern(in SurfacePoint p)
    {
        var bar = p.Uv.X * 12f - MathF.Floor(p.Uv.X * 12f);
        return bar < 0.15f ? new(new Rgb(0.25f, 0.04f, 0.03f))
            : new(new Rgb(0.1f), Mirror: 0.3f, Glow: new(2.6f, 1.6f, 0.6f));
    }

    private static void Rocks(Mesh mesh, Vector3 foot)
    {
        var dice = new Dice(53);
        var rock = Facades.Stone(Tone.Light(0x7B6D5D), 54);
        for (var i = 0; i < 130; i++)
        {
            var at = foot + new Vector3(dice.Between(-12, 66), dice.Between(-0.6f, 0.7f), -3.5f
                + dice.Between(-3.2f, 0.4f));
            var size = dice.Between(0.6f, 1.7f);
            var seed = i * 7;
            mesh.Ball(at, d => size * (0.8f + 0.55f * Noise.Gradient(d.X * 1.5f + d.Y, d.Z * 1.5f - d.Y, seed)), rock,
                8);
        }
    }
}
