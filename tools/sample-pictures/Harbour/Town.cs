using StyleFunctions.SamplePictures.Painting;
using StyleFunctions.SamplePictures.Tracing;

namespace StyleFunctions.SamplePictures.Harbour;

/// <summary>Rows of gabled houses climbing from the quay, trees between them, and a church.</summary>
internal static class Town
{
    private static readonly Rgb[] Walls =
    [
        Tone.Light(0xF3E3C6), Tone.Light(0xE8B65A), Tone.Light(0xD98A5B), Tone.Light(0xF6F1E6), Tone.Light(0xB9D0CF),
        Tone.Light(0xC9584A), Tone.Light(0xEBCB92), Tone.Light(0x8FB0BD), Tone.Light(0xEFC3A5), Tone.Light(0xA9B98B),
    ];

    private static readonly Rgb[] Roofs =
    [
        Tone.Light(0xB4532F), Tone.Light(0x9C4327), Tone.Light(0xC26A3D), Tone.Light(0x6E5A55), Tone.Light(0x8A3B2A),
    ];

    private static readonly Rgb[] Shutters =
    [
        Tone.Light(0x2F5D50), Tone.Light(0x2B4A6F), Tone.Light(0x7A2E25), Tone.Light(0x4A5B3A), Tone.Light(0x5C4632),
    ];

    public static void Build(Mesh mesh)
    {
        var dice = new Dice(2031);
        Row(mesh, dice, from: 36, to: 109, back: 5.5f, tall: 1f, gap: 0.05f);
        Row(mesh, dice, from: 22, to: 104, back: 24, tall: 0.85f, gap: 1.6f);
        Row(mesh, dice, from: 20, to: 98, back: 42, tall: 0.75f, gap: 3.4f);
        Row(mesh, dice, from: 14, to: 92, back: 64, tall: 0.7f, gap: 6.5f);
        Church(mesh, 86, 33);
        Wood(mesh, dice);
    }

    private static void Row(Mesh mesh, Dice dice, float from, float to, float back, float tall, float gap)
    {
        var (lastWall, lastRoof) = (-1, -1);
        for (var at = from; at < to;)
        {
            var width = dice.Between(5.2f, 8.4f);
            var wall = Other(dice, Walls.Length, ref lastWall);
            var roof = Other(dice, Roofs.Length, ref lastRoof);
            var plan = new HousePlan(
                Shore.Ground(at, back + dice.Between(-0.3f, 0.3f)) - Vector3.UnitY * 0.4f,
                Shore.Along,
                Shore.Out,
                width,
                dice.Between(8, 10),
                dice.Between(6.6f, 10.6f) * tall,
                width * dice.Between(0.52f, 0.78f),
                GableFront: dice.Unit() < 0.55f);
            House.Build(mesh, plan, Walls[wall], Roofs[roof], dice.Pick(Shutters), dice);
            at += width + gap * dice.Between(0.4f, 1.6f);
        }
    }

    /// <summary>A choice that differs from the one before.</summary>
    private static int Other(Dice dice, int count, ref int last)
    {
        var choice = dice.Below(count);
        if (choice == last) choice = (choice + 1 + dice.Below(count - 1)) % count;
        return last = choice;
    }

    private static void Church(Mesh mesh, float along, float back)
    {
        var stone = Facades.Stone(Tone.Light(0xE9DDC4), 71);
        var slate = Facades.Tiles(Tone.Light(0x5E6E75), 73);
        var ground = Shore.Ground(along, back) - Vector3.UnitY;
        House.Shell(mesh, new(ground, Shore.Along, Shore.Out, 9, 22, 9, 7, GableFront: true), stone, stone, slate);

        const float side = 5.4f;
        const float height = 19f;
        var corner = ground - Shore.Along * side + Shore.Out * 1.5f;
        mesh.Box(corner, Shore.Along * side, -Shore.Out * side, height, Belfry(side, height));
        var middle = corner + (Shore.Along - Shore.Out) * (side / 2) + Vector3.UnitY * height;
        mesh.Box(middle + (Shore.Out - Shore.Along) * (side / 2 + 0.35f), Shore.Along * (side + 0.7f),
            -Shore.Out * (side + 0.7f), 0.6f, stone);
        var copper = Facades.Plain(Tone.Light(0x6FA08F), 0.15f);
        mesh.Lathe(middle + Vector3.UnitY * 0.6f,
            [new(3.5f, 0), new(2.5f, 1.2f), new(1.7f, 3.2f), new(0.85f, 7.5f), new(0.05f, 12.5f)], copper, 8);
        mesh.Bar(middle + Vector3.UnitY * 13, middle + Vector3.UnitY * 15.4f, 0.09f, 0.06f,
            Facades.Plain(Tone.Light(0xD9A441), 0.5f), 6);
    }

    private static Surface Belfry(float side, float height)
    {
        var stone = Facades.Stone(Tone.Light(0xEADFC8), 72);
        return (in SurfacePoint p) =>
        {
            var (x, y) = (MathF.Abs(p.Uv.X - side / 2), p.Uv.Y);
            var clock = new Vector2(x, y - height + 6.9f).Length();
            if (clock < 1.25f) return new(clock < 1.08f && clock > 0.12f ? Tone.Light(0x24405C) : Tone.Light(0xE2B24C));
            var arch = y > height - 2.6f ? new Vector2(x - 0.95f, y - height + 2.6f).Length() : MathF.Abs(x - 0.95f);
            if (arch < 0.55f && y > height - 4.9f) return new(new Rgb(0.03f, 0.03f, 0.04f));
            if (x > side / 2 - 0.35f || MathF.Abs(y - height + 8.8f) < 0.22f) return new(Tone.Light(0xF5EEDD));
            return stone(p);
        };
    }

    private static void Wood(Mesh mesh, Dice dice)
    {
        for (var i = 0; i < 210; i++)
        {
            var (along, back) = (dice.Between(5, 124), dice.Between(16, 150));
            // The town keeps to the quay; the wood takes the hill above it.
            if (dice.Unit() > Tone.Step(18, 90, back) + 0.16f) continue;
            Tree.Build(mesh, Shore.Ground(along, back), dice.Between(2.0f, 3.6f), dice);
        }

        for (var i = 0; i < 9; i++)
        {
            Tree.Build(mesh, Shore.Ground(dice.Between(105, 118), dice.Between(10, 30)), dice.Between(1.6f, 2.6f),
                dice);
        }
    }
}
