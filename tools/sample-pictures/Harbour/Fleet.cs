using StyleFunctions.SamplePictures.Painting;
using StyleFunctions.SamplePictures.Tracing;

namespace StyleFunctions.SamplePictures.Harbour;

/// <summary>The boats in the basin, from the rowing boats near by to the sail beyond the mole.</summary>
internal static class Fleet
{
    public static void Build(Mesh mesh)
    {
        var dice = new Dice(77);
        Boat.Trawler(mesh, new(new(13.5f, 0, 33), 205, 11.5f, 3.9f, 1.55f), Tone.Light(0x1F5A8A), Tone.Light(0xF4EFE2));
        Boat.Trawler(mesh, new(new(20, 0, 74), 160, 10.5f, 3.6f, 1.5f), Tone.Light(0xB3402E), Tone.Light(0xEFE6D0));
        Boat.Dinghy(mesh, new(new(-0.2f, 0, 22.5f), 28, 4.4f, 1.7f, 0.62f), Tone.Light(0x2E7D6B));
        Boat.Dinghy(mesh, new(new(-4.6f, 0, 28), 60, 4.0f, 1.6f, 0.6f), Tone.Light(0xE8E0CC));
        Boat.Dinghy(mesh, new(new(4.4f, 0, 44), 330, 3.8f, 1.5f, 0.58f), Tone.Light(0xC2462F));

        // Yachts along the quay.
        Boat.Yacht(mesh, new(new(-12.5f, 0, 56), 63, 9.5f, 3.0f, 1.15f), 12.5f, Tone.Light(0xF5F1E8), Tone.Light(0x23466B), dice);
        Boat.Yacht(mesh, new(new(-6.0f, 0, 66), 58, 10.5f, 3.2f, 1.25f), 14.5f, Tone.Light(0x1D3450), Tone.Light(0xA2352B), dice);
        Boat.Yacht(mesh, new(new(0.5f, 0, 79), 66, 9.0f, 2.9f, 1.1f), 12f, Tone.Light(0xEFE9DA), Tone.Light(0x2F6B5A), dice);
        Boat.Yacht(mesh, new(new(6.0f, 0, 92), 60, 9.5f, 3.0f, 1.15f), 13f, Tone.Light(0xA63A2C), Tone.Light(0xE8DDC2), dice);
        Boat.Yacht(mesh, new(new(16.5f, 0, 104), 15, 10f, 3.0f, 1.2f), 13.5f, Tone.Light(0xF5F1E8), Tone.Light(0x23466B), dice);

        Boat.UnderSail(mesh, new(new(86, 0, 230), 200, 11f, 3.2f, 1.3f), 15f);
        Boat.UnderSail(mesh, new(new(30, 0, 330), 170, 11f, 3.2f, 1.3f), 15f);
        Buoy(mesh, new(9.5f, 0, 52));
    }

    private static void Buoy(Mesh mesh, Vector3 at)
    {
        mesh.Lathe(at, [new(0.7f, -0.2f), new(0.75f, 0.35f), new(0.3f, 1.5f), new(0.08f, 2.1f)], Facades.Plain(Tone.Light(0xD8452E), 0.3f), 16);
        mesh.Ball(at + Vector3.UnitY * 2.3f, _ => 0.2f, Facades.Plain(Tone.Light(0xF2C14E)), 10);
    }
}
