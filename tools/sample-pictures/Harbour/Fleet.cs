using StyleFunctions.SamplePictures.Painting;
using StyleFunctions.SamplePictures.Tracing;

namespace StyleFunctions.SamplePictures.Harbour;

/// <summary>The boats in the basin, from the rowing boats near by to the sail beyond the mole.</summary>
internal static class Fleet
{
    public static void Build(Mesh mesh)
    {
        var dice = new Dice(77);
        Boat.Trawler(mesh, new(new(13.5f, 0, 35), 205, 11.5f, 3.9f, 1.55f), Tone.Light(0x1F5A8A), Tone.Light(0xF4EFE2));
        Boat.Trawler(mesh, new(new(20, 0, 74), 160, 10.5f, 3.6f, 1.5f), Tone.Light(0xB3402E), Tone.Light(0xEFE6D0));
        Boat.Dinghy(mesh, new(new(0.4f, 0, 30f), 35, 4.4f, 1.7f, 0.62f), Tone.Light(0x2E7D6B));
        Boat.Dinghy(mesh, new(new(-5.4f, 0, 33), 66, 4.0f, 1.6f, 0.6f), Tone.Light(0xE8E0CC));
        Boat.Dinghy(mesh, new(new(4.4f, 0, 44), 330, 3.8f, 1.5f, 0.58f), Tone.Light(0xC2462F));

        // Yachts along the quay.
        Boat.Yacht(mesh, new(new(-12.5f, 0, 56), 63, 9.5f, 3.0f, 1.15f), 12.5f, Tone.Light(0xF5F1E8),
            Tone.Light(0x23466B), dice);
        Boat.Yacht(mesh, new(new(-6.0f, 0, 66), 58, 10.5f, 3.2f, 1.25f), 14.5f, Tone.Light(0x1D3450),
            Tone.Light(0xA2352B), dice);
        Boat.Yacht(mesh, new(new(0.5f, 0, 79), 66, 9.0f, 2.9f, 1.1f), 12f, Tone.Light(0xEFE9DA), Tone.Light(0x2F6B5A),
            dice);
        Boat.Yacht(mesh, new(new(6.0f, 0, 92), 60, 9.5f, 3.0f, 1.15f), 13f, Tone.Light(0xA63A2C), Tone.Light(0xE8DDC2),
            dice);
        Boat.Yacht(mesh, new(new(16.5f, 0, 104), 15, 10f, 3.0f, 1.2f), 13.5f, Tone.Light(0xF5F1E8),
            Tone.Light(0x23466B), dice);

        Boat.UnderSail(mesh, new(new(86, 0, 230), 200, 11f, 3.2f, 1.3f), 15f);
        Boat.UnderSail(mesh, new(new(30, 0, 330), 170, 11f, 3.2f, 1.3f), 15f);
        Buoy(mesh, new(9.5f, 0, 52));
        for (var i = 0; i < 8; i++)
        {
            var distance = dice.Between(38, 95);
            var at = new Vector3(6 + distance * dice.Between(-0.08f, 0.36f), 9.8f
                + distance * dice.Between(0.03f, 0.22f), distance);
            Gull(mesh, at, dice.Between(1.0f, 1.35f), dice.Between(-0.9f, 0.9f), dice.Between(0.5f, 1.3f));
        }
    }

    /// <summary>A gull: two bent wings with dark tips, and a body.</summary>
    private static void Gull(Mesh mesh, Vector3 at, float span, float bank, float lift)
    {
        var feathers = (Surface)((in SurfacePoint p) =>
            new(p.Uv.X is < 0.06f or > 0.94f ? new Rgb(0.2f) : Tone.Light(0xF4F1EA)));
        var across = Vector3.Normalize(new Vector3(1, bank * 0.5f, 0.3f * bank));
        mesh.Patch(16, 2, (u, v) =>
        {
            var side = 2 * u - 1;
            var bend = lift * 0.5f * MathF.Sin(MathF.PI * MathF.Abs(side)) + 0.12f * MathF.Abs(side);
            var chord = 0.34f * (1 - side * side) + 0.03f;
            return at + span * (across * side + Vector3.UnitY * (bend + 0.12f * (v - 0.5f))
                + Vector3.UnitZ * (chord * (v - 0.5f)));
        }, (u, v) => new(u, v), feathers);
        mesh.Ball(at, d => span * (0.07f + 0.22f * d.Z * d.Z), feathers, 12);
    }

    private static void Buoy(Mesh mesh, Vector3 at)
    {
        mesh.Lathe(at, [new(0.7f, -0.2f), new(0.75f, 0.35f), new(0.3f, 1.5f), new(0.08f, 2.1f)],
            Facades.Plain(Tone.Light(0xD8452E), 0.3f), 16);
        mesh.Ball(at + Vector3.UnitY * 2.3f, _ => 0.2f, Facades.Plain(Tone.Light(0xF2C14E)), 10);
    }
}
