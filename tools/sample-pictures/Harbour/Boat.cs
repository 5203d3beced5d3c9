using StyleFunctions.SamplePictures.Painting;
using StyleFunctions.SamplePictures.Tracing;

namespace StyleFunctions.SamplePictures.Harbour;

/// <summary>Boats of several kinds.</summary>
internal static class Boat
{
    private static readonly Surface Wood = Planks(Tone.Light(0xA9713F));
    private static readonly Surface Wire = Facades.Plain(new(0.10f, 0.09f, 0.08f));

    /// <summary>A fishing boat with a wheelhouse aft, a mast and a boom.</summary>
    public static void Trawler(Mesh mesh, Hull hull, Rgb paint, Rgb house)
    {
        Shell(mesh, hull, paint, Tone.Light(0xF3EBD8), deck: 0.35f);
        var white = Facades.Plain(house);
        var deck = hull.Freeboard * 0.8f;
        Cabin(mesh, hull, -0.30f, 0.24f, 0.52f, deck, 2.5f, house);
        mesh.Box(hull.Aboard(-0.32f, -0.6f, deck + 2.5f), hull.Ahead * (0.29f * hull.Length),
            hull.Abeam * (0.6f * hull.Beam), 0.14f, Facades.Plain(paint));
        mesh.Box(hull.Aboard(0.05f, -0.3f, deck), hull.Ahead * (0.14f * hull.Length), hull.Abeam * (0.3f * hull.Beam),
            0.6f, Wood);

        var masthead = hull.Aboard(0.17f, 0, deck + 6.4f);
        mesh.Bar(hull.Aboard(0.17f, 0, 0.4f), masthead, 0.12f, 0.07f, Wood, 8);
        mesh.Bar(hull.Aboard(0.16f, 0, deck + 1.6f), hull.Aboard(-0.12f, 0, deck + 4.3f), 0.07f, 0.05f, Wood, 8);
        Stay(mesh, masthead, hull.Aboard(0.49f, 0, hull.Sheer(1)));
        Stay(mesh, masthead, hull.Aboard(-0.12f, 0, deck + 4.3f));
        Stay(mesh, masthead, hull.Aboard(0.08f, 0.95f, deck));
        Stay(mesh, masthead, hull.Aboard(0.08f, -0.95f, deck));
        mesh.Bar(hull.Aboard(-0.2f, 0.1f, deck + 2.5f), hull.Aboard(-0.2f, 0.1f, deck + 4.6f), 0.05f, 0.03f, white, 6);
        mesh.Bar(hull.Aboard(-0.28f, -0.2f, deck + 2.6f), hull.Aboard(-0.28f, -0.2f, deck + 3.5f), 0.18f, 0.18f,
            Facades.Plain(new(0.05f, 0.05f, 0.05f)), 8);
        Flag(mesh, hull.Aboard(-0.47f, 0, hull.Sheer(0)), 1.9f, hull.Abeam - hull.Ahead * 0.4f, Tone.Light(0xC2372A));
        for (var i = 0; i < 4; i++)
        {
            var t = 0.22f + 0.15f * i;
            var side = hull.Aboard(t - 0.5f, Hull.Breadth(t) + 0.06f, hull.Sheer(t) * 0.55f);
            mesh.Ball(side, d => 0.24f + 0.1f * d.Y * d.Y, Facades.Plain(Tone.Light(0xE8792F)), 10);
        }
    }

    /// <summary>A rowing boat with thwarts and oars.</summary>
    public static void Dinghy(Mesh mesh, Hull hull, Rgb paint)
    {
        Shell(mesh, hull, paint, Tone.Light(0xD9B37A), deck: 0.15f);
        foreach (var ahead in (float[])[-0.3f, -0.02f, 0.24f])
        {
            var half = Hull.Breadth(ahead + 0.5f) * 0.95f;
            mesh.Box(hull.Aboard(ahead, -half, hull.Freeboard * 0.68f), hull.Ahead * 0.3f,
                hull.Abeam * (half * hull.Beam), 0.05f, Wood);
        }

        mesh.Bar(hull.Aboard(-0.42f, 0.5f, hull.Freeboard + 0.06f), hull.Aboard(0.3f, 0.35f, hull.Freeboard + 0.1f),
            0.04f, 0.04f, Wood, 6);
        mesh.Bar(hull.Aboard(-0.40f, -0.5f, hull.Freeboard + 0.06f), hull.Aboard(0.3f, -0.3f, hull.Freeboard + 0.1f),
            0.04f, 0.04f, Wood, 6);
    }

    /// <summary>A moored sailing boat, its sail furled on the boom under a cover.</summary>
    public static void Yacht(Mesh mesh, Hull hull, float mast, Rgb paint, Rgb cover, Dice dice)
    {
        Shell(mesh, hull, paint, Tone.Light(0xB98A56), deck: 0.85f);
        var deck = hull.Freeboard * 0.9f;
        Cabin(mesh, hull, -0.12f, 0.34f, 0.5f, deck, 0.75f, Tone.Light(0xF2ECDD));
        var masthead = hull.Aboard(0.1f, 0, mast);
        var spar = Facades.Plain(Tone.Light(dice.Unit() < 0.6f ? 0xB8824A : 0xE6E2DA), 0.2f);
        mesh.Bar(hull.Aboard(0.1f, 0, 0.5f), masthead, 0.11f, 0.07f, spar, 8);
        mesh.Bar(hull.Aboard(0.1f, 0, deck + 1.4f), hull.Aboard(-0.34f, 0, deck + 1.5f), 0.06f, 0.06f, spar, 8);
        mesh.Bar(hull.Aboard(0.09f, 0, deck + 1.72f), hull.Aboard(-0.33f, 0, deck + 1.66f), 0.27f, 0.16f,
            Facades.Plain(cover), 10);
        mesh.Bar(hull.Aboard(0.1f, -0.55f, mast * 0.62f), hull.Aboard(0.1f, 0.55f, mast * 0.62f), 0.035f, 0.035f, spar,
            6);
        Stay(mesh, masthead, hull.Aboard(0.5f, 0, hull.Sheer(1)));
        Stay(mesh, masthead, hull.Aboard(-0.5f, 0, hull.Sheer(0)));
        Stay(mesh, masthead, hull.Aboard(0.07f, 0.95f, deck));
        Stay(mesh, masthead, hull.Aboard(0.07f, -0.95f, deck));
        Flag(mesh, masthead, 0.7f, hull.Ahead * 0.3f - hull.Abeam, cover);
    }

    /// <summary>A boat out at sea with both sails set.</summary>
    public static void UnderSail(Mesh mesh, Hull hull, float mast)
    {
        Shell(mesh, hull, Tone.Light(0xF5F1E8), Tone.Light(0xB98A56), deck: 0.85f);
        var canvas = Facades.Plain(Tone.Light(0xFBF4E4));
        Vector2 none = default;
        mesh.Bar(hull.Aboard(0.08f, 0, 0.5f), hull.Aboard(0.08f, 0, mast), 0.12f, 0.08f, Wood, 6);
        mesh.Flat((hull.Aboard(0.06f, 0, mast), none), (hull.Aboard(0.06f, 0.1f, 2.2f), none),
            (hull.Aboard(-0.42f, 0.8f, 2.4f), none), canvas);
        mesh.Flat((hull.Aboard(0.12f, 0, mast * 0.9f), none), (hull.Aboard(0.5f, 0, 1.8f), none),
            (hull.Aboard(0.06f, 0.8f, 2.0f), none), canvas);
    }

    /// <summary>The hull: two sides from waterline to gunwale, a transom, an inner side and a deck.</summary>
    private static void Shell(Mesh mesh, Hull hull, Rgb paint, Rgb trim, float deck)
    {
        var outer = Strakes(paint, trim);
        var inner = Planks(trim * 0.7f);
        foreach (var side in (float[])[-1, 1])
        {
            Vector3 Side(float t, float v, float inset)
            {
                // Narrow at the water and flared above, with the stem raked forward.
                var width = Hull.Breadth(t) * Tone.Mix(0.62f, 1f, MathF.Sqrt(v)) * (1 - inset);
                var rake = 0.05f * v * t * t;
                return hull.Aboard((t - 0.5f) * (0.94f - 0.02f * inset) + rake, side * width,
                    Tone.Mix(-0.25f, hull.Sheer(t), v));
            }

            mesh.Patch(28, 6, (t, v) => Side(Tone.Clamp(t), v, 0), (t, v) => new(t, v), outer);
            mesh.Patch(28, 2, (t, v) => Side(Tone.Clamp(t), Tone.Mix(0.3f, 1f, v), 0.09f), (t, v) =>
                new(t * hull.Length, v), inner);
            mesh.Patch(28, 1, (t, v) => Side(Tone.Clamp(t), 1, v * 0.12f) + Vector3.UnitY * 0.02f, (t, v) => new(t, v),
                Facades.Plain(trim));
            var floor = Tone.Mix(-0.25f, hull.Freeboard, Tone.Mix(0.3f, 1f, deck));
            mesh.Patch(28, 1, (t, v) => hull.Aboard((t - 0.5f) * 0.9f, side * v * Hull.Breadth(Tone.Clamp(t)) * 0.9f,
                floor), (t, v) => new(t * hull.Length, v), Wood);
        }

        var edge = Hull.Breadth(0);
        mesh.Quad(
            hull.Aboard(-0.47f, -edge * 0.62f, -0.25f), hull.Aboard(-0.47f, edge * 0.62f, -0.25f),
            hull.Aboard(-0.47f, edge, hull.Sheer(0)), hull.Aboard(-0.47f, -edge, hull.Sheer(0)), Facades.Plain(paint));
    }

    private static void Cabin(Mesh mesh, Hull hull, float ahead, float length, float width, float floor, float height,
        Rgb color)
    {
        Finish Side(in SurfacePoint p)
        {
            var x = p.Uv.X / 0.85f;
            var inFrame = MathF.Abs(x - MathF.Floor(x) - 0.5f) < 0.34f && p.Uv.Y > height * 0.52f
                && p.Uv.Y < height * 0.86f;
            return inFrame ? new(new Rgb(0.02f, 0.03f, 0.04f), Mirror: 0.3f) : new(color);
        }

        mesh.Box(hull.Aboard(ahead, -width, floor), hull.Ahead * (length * hull.Length),
            hull.Abeam * (width * hull.Beam), height, Side, Facades.Plain(color));
    }

    private static void Stay(Mesh mesh, Vector3 from, Vector3 to) => mesh.Bar(from, to, 0.018f, 0.018f, Wire, 3);

    private static void Flag(Mesh mesh, Vector3 foot, float staff, Vector3 blow, Rgb color)
    {
        var top = foot + Vector3.UnitY * staff;
        mesh.Bar(foot, top, 0.03f, 0.02f, Wood, 5);
        var ripple = Vector3.Normalize(Vector3.Cross(blow, Vector3.UnitY)) * 0.08f;
        mesh.Patch(10, 1, (u, v) => top + Vector3.Normalize(blow) * u + ripple * MathF.Sin(7 * u)
            - Vector3.UnitY * (0.6f * v + 0.15f * u), (u, v) => new(u, v), Facades.Plain(color));
    }

    private static Surface Strakes(Rgb paint, Rgb trim) => (in SurfacePoint p) =>
    {
        var v = p.Uv.Y;
        var plank = v * 9f - MathF.Floor(v * 9f);
        var worn = 0.88f + 0.22f * Noise.Fbm(p.Uv.X * 9f, v * 5f, 4, 61);
        if (v > 0.90f) return new(trim * worn);
        if (v < 0.30f) return new(Tone.Mix(Tone.Light(0x6E2A20), new Rgb(0.02f, 0.03f, 0.02f),
            Tone.Step(0.22f, 0.16f, v)) * worn);
        if (v < 0.34f) return new(Tone.Light(0xF1EBDD) * worn);
        return new(paint * worn * Tone.Mix(0.72f, 1f, Tone.Step(0f, 0.14f, plank)), Sheen: 0.25f);
    };

    private static Surface Planks(Rgb color) => (in SurfacePoint p) =>
    {
        var plank = p.Uv.Y * 6f;
        var grain = 0.85f + 0.25f * Noise.Fbm(p.Uv.X * 1.5f, p.Uv.Y * 30f, 3, 63)
            + 0.15f * Noise.Hash((int)plank, 1, 64);
        return new(color * grain * (plank - MathF.Floor(plank) < 0.08f ? 0.5f : 1f));
    };
}
