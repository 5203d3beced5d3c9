using StyleFunctions.Imaging;
using StyleFunctions.SamplePictures.Painting;

namespace StyleFunctions.SamplePictures.Styles;

/// <summary>
/// Thick paint, 640 x 512: a low sun and its whirls of cloud in a deep blue sky, a river that carries its light down
/// through ripe fields, dark trees between. Marks follow the flow of each, from the broadest brush to the finest.
/// </summary>
internal static class BrushworkStyle
{
    private const int Width = 640;
    private const int Height = 512;
    private const float SunSize = 60f;

    private static readonly Vector2 Sun = new(438, 196);

    /// <summary>Whirls of cloud: where, how large, and which way they turn.</summary>
    private static readonly (Vector2 At, float Size, float Turn)[] Whirls =
    [
        (new(152, 122), 78, -1f), (new(296, 62), 44, 1f), (new(588, 60), 52, -1f), (new(36, 258), 34, 1f),
            (new(268, 226), 40, 1f),
    ];

    /// <summary>Trees: the foot, half the width and the height.</summary>
    private static readonly (Vector2 Foot, float Half, float Tall)[] Trees =
    [
        (new(74, 402), 30, 128), (new(118, 398), 19, 78), (new(232, 350), 11, 36), (new(252, 349), 9, 27),
        (new(566, 372), 24, 88), (new(604, 378), 30, 120), (new(534, 364), 12, 40), (new(352, 343), 8, 24),
    ];

    private static readonly Rgb[] Night = Palette(0x0A1745, 0x12307C, 0x1B4FAE, 0x2C7FC6, 0x6BB6D3, 0xC4E2D6);
    private static readonly Rgb[] Fire = Palette(0xFFF6C8, 0xFDE46C, 0xFAB92E, 0xF08A20, 0xDD5A2A, 0xA8324A);
    private static readonly Rgb[] Wheat = Palette(0x7C3A1B, 0xB9631D, 0xE08F20, 0xF2BB38, 0xFBE28C);
    private static readonly Rgb[] Leaf = Palette(0x081F2B, 0x0F3B3C, 0x24623F, 0x5F923F, 0xB3BE4C);

    private enum Place
    {
        Sky,
        Tree,
        River,
        Field,
    }

    public static Picture Paint()
    {
        var canvas = new Canvas(Width, Height).Fill((x, y) => y < Horizon(x) ? Night[0] : Wheat[0]);
        var relief = new Relief(Width, Height);
        var brush = new Brush(canvas, relief);
        var dice = new Dice(1889);
        Coat(brush, dice, count: 700, width: 26, length: 110, body: 0.7f);
        Coat(brush, dice, count: 1700, width: 15, length: 80, body: 0.9f);
        Coat(brush, dice, count: 3000, width: 9.5f, length: 54, body: 1f);
        relief.Light(canvas, depth: 0.5f, gloss: 0.2f);
        return canvas.ToPicture(levels: 72);
    }

    private static Rgb[] Palette(params int[] colors) => [.. colors.Select(Tone.Hex)];

    private static void Coat(Brush brush, Dice dice, int count, float width, float length, float body)
    {
        for (var i = 0; i < count; i++)
        {
            var start = new Vector2(dice.Between(-10, Width + 10), dice.Between(-10, Height + 10));
            var scale = Scale(start);
            var path = Follow(start, length * dice.Between(0.6f, 1.3f) * scale, dice.Unit() < 0.5f ? -1 : 1);
            var middle = path[path.Count / 2];
            var (color, second) = Colors(middle, dice);
            var mark = width * dice.Between(0.75f, 1.25f) * (0.45f + 0.55f * scale);
            brush.Draw(path, new(mark, color, second, body, dice.Between(0, 0.35f), (int)(dice.Next() & 0xFFFFF)));
        }
    }

    /// <summary>Marks are shorter about the sun, in trees and in the distance.</summary>
    private static float Scale(Vector2 p) => At(p) switch
    {
        Place.Sky => Tone.Mix(0.5f, 1f, Tone.Clamp(Vector2.Distance(p, Sun) / (SunSize * 2.6f))),
        Place.Tree => 0.5f,
        _ => Tone.Mix(0.4f, 1f, Tone.Step(0, 120, p.Y - Horizon(p.X))),
    };

    private static List<Vector2> Follow(Vector2 at, float length, int sign)
    {
        const float step = 3f;
        var place = At(at);
        var path = new List<Vector2> { at };
        for (var traveled = 0f; traveled < length; traveled += step)
        {
            var next = at + Flow(at) * (sign * step);
            if (At(next) != place) break;
            path.Add(at = next);
        }

        while (path.Count < 4) path.Add(at += Flow(at) * (sign * step));
        return path;
    }

    private static float Horizon(float x) =>
        330f + 14f * MathF.Sin(x * 0.0105f + 0.7f) + 9f * MathF.Sin(x * 0.024f + 2.2f)
            + 5f * Noise.Fbm(x * 0.02f, 1, 3, 7);

    private static Place At(Vector2 p)
    {
        foreach (var (foot, half, tall) in Trees)
        {
            // A flame: widest at a third of its height, its edge licking.
            var up = (foot.Y - p.Y) / tall;
            if (up is < 0 or > 1) continue;
            var girth = half * 1.5f * MathF.Sqrt(up + 0.06f) * (1 - up) * 1.55f
                + 0.16f * half * Noise.Gradient(p.Y * 0.08f, foot.X, 8);
            if (MathF.Abs(p.X - foot.X - half * 0.3f * MathF.Sin(up * 5f)) < girth) return Place.Tree;
        }

        var depth = p.Y - Horizon(p.X);
        if (depth < 0) return Place.Sky;
        return MathF.Abs(p.X - RiverMiddle(depth)) < 4f + depth * 0.34f + 0.0012f * depth * depth ? Place.River
            : Place.Field;
    }

    private static float RiverMiddle(float depth) => Sun.X - 22f
        + (26f + 0.62f * depth) * MathF.Sin(0.5f + 46f / (depth + 16f) * 1.1f) - 0.62f * depth;

    private static Vector2 Flow(Vector2 p) => At(p) switch
    {
        Place.Sky => SkyFlow(p),
        Place.Tree => Vector2.Normalize(new(0.55f * MathF.Sin(p.Y * 0.09f + p.X * 0.04f), -1)),
        Place.River => Vector2.Normalize(new(1, 0.16f * MathF.Sin(p.X * 0.05f + p.Y * 0.11f))),
        _ => FieldFlow(p),
    };

    private static Vector2 SkyFlow(Vector2 p)
    {
        var wave = 0.5f * MathF.Sin(p.X * 0.013f + p.Y * 0.010f) + 0.6f * Noise.Fbm(p.X * 0.006f, p.Y * 0.008f, 2, 31);
        var flow = new Vector2(1, wave);
        foreach (var (at, size, turn) in Whirls.Append((Sun, SunSize * 1.25f, 1f)))
        {
            var away = p - at;
            var distance = away.Length() + 1e-3f;
            var strength = 3.4f * MathF.Exp(-distance * distance / (size * size * 2.2f));
            // A spiral: around, and a little inwards.
            flow += strength * (turn * new Vector2(-away.Y, away.X) - 0.18f * away) / distance;
        }

        return Vector2.Normalize(flow + new Vector2(1e-4f, 0));
    }

    private static Vector2 FieldFlow(Vector2 p)
    {
        var depth = p.Y - Horizon(p.X);
        var lie = (Horizon(p.X + 6) - Horizon(p.X - 6)) / 12f;
        var side = p.X < RiverMiddle(depth) ? 1f : -1f;
        var furrow = side * 0.55f + 0.5f * Noise.Fbm(p.X * 0.008f, p.Y * 0.012f, 2, 33);
        return Vector2.Normalize(new Vector2(1, Tone.Mix(lie, furrow, Tone.Step(8, 90, depth))));
    }

    private static (Rgb Color, Rgb Second) Colors(Vector2 p, Dice dice)
    {
        var own = dice.Normal() * 0.085f;
        return At(p) switch
        {
            Place.Sky => Sky(p, own, dice),
            Place.Tree => (
                Tone.Ramp(Leaf, 0.22f + own * 1.6f - 0.00044f * MathF.Abs(p.X - Sun.X)),
                dice.Unit() < 0.22f ? Fire[3] : Leaf[2]),
            Place.River => River(p, own, dice),
            _ => Field(p, own, dice),
        };
    }

    private static (Rgb Color, Rgb Second) Sky(Vector2 p, float own, Dice dice)
    {
        var ring = Vector2.Distance(p, Sun) / SunSize;
        if (ring < 1f) return (Tone.Ramp(Fire, ring * 0.42f + own * 0.6f), Fire[dice.Below(3)]);
        if (ring < 2.15f)
        {
            // Haloes: bands of fire and of pale blue by turns.
            var t = (ring - 1f) / 1.15f;
            var halo = Tone.Ramp([Fire[3], Fire[2], Fire[4], Fire[1], Night[5], Night[4], Night[3]], t + own);
            return (halo, dice.Unit() < 0.4f ? Fire[2] : Night[4]);
        }

        var cloud = 0f;
        foreach (var (at, size, turn) in Whirls)
        {
            // Arms of cloud wind out of each whirl.
            var away = p - at;
            var reach = away.Length() / size;
            var arm = MathF.Sin(2f * MathF.Atan2(away.Y, away.X) - turn * 5.2f * MathF.Log(reach + 0.25f));
            cloud = MathF.Max(cloud, Tone.Step(1.45f, 0.7f, reach) * Tone.Step(-0.25f, 0.75f, arm));
        }

        var dawn = Tone.Step(110, 0, Horizon(p.X) - p.Y);
        var band = Noise.Fbm(p.X * 0.0045f + 0.012f * p.Y, p.Y * 0.017f + 0.9f * SkyFlow(p).Y, 3, 41);
        var tone = 0.27f + 0.42f * band + 0.22f * dawn + own;
        if (cloud > 0.45f + own)
        {
            var warm = Tone.Step(330, 90, Vector2.Distance(p, Sun)) * 0.9f + 0.25f;
            var lit = Tone.Ramp([Night[4], Night[5], Fire[0], Fire[1], Fire[3]], warm * 0.75f + own * 2f);
            return (lit, dice.Unit() < 0.35f ? Fire[4] : Night[4]);
        }

        if (dawn > 0.25f && dice.Unit() < 0.75f * dawn) return (Tone.Ramp(Fire, 0.75f - 0.35f * dawn + own * 2.5f),
            Fire[5]);
        return (Tone.Ramp(Night, tone), Tone.Ramp(Night, tone + (dice.Unit() < 0.5f ? 0.3f : -0.25f)));
    }

    private static (Rgb Color, Rgb Second) River(Vector2 p, float own, Dice dice)
    {
        var depth = p.Y - Horizon(p.X);
        var gleam = Tone.Step(0.85f, 0.05f, MathF.Abs(p.X - RiverMiddle(depth)) / (8f + depth * 0.36f));
        if (dice.Unit() < 0.15f + 0.62f * gleam) return (Tone.Ramp(Fire, 0.34f - 0.2f * gleam + own * 2.2f), Fire[3]);
        return (Tone.Ramp(Night, 0.42f + own * 2.4f), dice.Unit() < 0.4f ? Night[5] : Night[1]);
    }

    private static (Rgb Color, Rgb Second) Field(Vector2 p, float own, Dice dice)
    {
        var depth = p.Y - Horizon(p.X);
        if (depth < 17 + 8 * Noise.Gradient(p.X * 0.03f, 0, 51))
        {
            var hill = 0.35f + 0.4f * Noise.Fbm(p.X * 0.02f, p.Y * 0.05f, 2, 52) + own;
            return (Tone.Mix(Tone.Ramp(Night, hill), Tone.Ramp(Leaf, hill), 0.4f), Fire[5]);
        }

        var field = Noise.Fbm(p.X * 0.006f + 0.4f, depth * 0.013f, 3, 53);
        var t = 0.55f + 0.4f * field + own + 0.16f * MathF.Sin(depth * 0.10f + p.X * 0.02f);
        if (field < -0.10f) return (Tone.Ramp(Leaf, t + 0.05f), dice.Unit() < 0.3f ? Wheat[3] : Leaf[1]);
        if (field > 0.42f && dice.Unit() < 0.6f) return (Tone.Mix(Fire[4], Fire[5], dice.Unit()), Wheat[3]);
        return (Tone.Ramp(Wheat, t), dice.Unit() < 0.3f ? Fire[4] : Tone.Ramp(Wheat, t + 0.35f));
    }
}
