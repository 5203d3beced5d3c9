using StyleFunctions.Imaging;
using StyleFunctions.SamplePictures.Painting;

namespace StyleFunctions.SamplePictures.Styles;

/// <summary>
/// Thick paint, 640 x 512: a low sun and a crescent of lights in a turning blue sky over a valley of ripe fields. Strokes
/// follow a flow of whirls above and of the ground below, laid from the broadest brush to the finest.
/// </summary>
internal static class BrushworkStyle
{
    private const int Width = 640;
    private const int Height = 512;

    /// <summary>Lights in the sky: where, how large, and which way the sky turns about them.</summary>
    private static readonly (Vector2 At, float Size, float Turn)[] Lights =
    [
        (new(468, 128), 54, 1f), (new(118, 92), 27, -1f), (new(262, 52), 17, 1f), (new(585, 42), 18, -1f),
        (new(40, 205), 14, 1f), (new(344, 190), 13, -1f), (new(596, 236), 12, 1f),
    ];

    /// <summary>Whirls of air without a light in them.</summary>
    private static readonly (Vector2 At, float Size, float Turn)[] Whirls =
    [
        (new(246, 158), 74, -1f), (new(330, 98), 46, 1f),
    ];

    private static readonly Rgb[] Night =
    [
        Tone.Hex(0x0B1A4A), Tone.Hex(0x14307A), Tone.Hex(0x1F4FA8), Tone.Hex(0x2F7BC4), Tone.Hex(0x6DB3D6), Tone.Hex(0xBFE0DC),
    ];

    private static readonly Rgb[] Fire =
    [
        Tone.Hex(0xF9F2C0), Tone.Hex(0xFBE06A), Tone.Hex(0xF7B52C), Tone.Hex(0xEE8A1E), Tone.Hex(0xD9662B),
    ];

    private static readonly Rgb[] Wheat =
    [
        Tone.Hex(0x8A4A1C), Tone.Hex(0xC4731F), Tone.Hex(0xE69A22), Tone.Hex(0xF4C23C), Tone.Hex(0xFBE38A),
    ];

    private static readonly Rgb[] Leaf =
    [
        Tone.Hex(0x0C2A2A), Tone.Hex(0x17463A), Tone.Hex(0x2F6B3A), Tone.Hex(0x6E9A3C), Tone.Hex(0xB7C04E),
    ];

    public static Picture Paint()
    {
        var canvas = new Canvas(Width, Height).Fill((x, y) => y < Horizon(x) ? Night[0] : Wheat[0]);
        var relief = new Relief(Width, Height);
        var brush = new Brush(canvas, relief);
        var dice = new Dice(1889);
        Coat(brush, dice, count: 900, width: 20, length: 90, body: 0.7f);
        Coat(brush, dice, count: 2600, width: 11, length: 62, body: 0.9f);
        Coat(brush, dice, count: 5200, width: 6.5f, length: 40, body: 1f);
        relief.Light(canvas, depth: 0.55f, gloss: 0.22f);
        return canvas.ToPicture();
    }

    private static void Coat(Brush brush, Dice dice, int count, float width, float length, float body)
    {
        for (var i = 0; i < count; i++)
        {
            var start = new Vector2(dice.Between(-10, Width + 10), dice.Between(-10, Height + 10));
            var path = Follow(start, length * dice.Between(0.6f, 1.3f) * Scale(start), dice.Unit() < 0.5f ? -1 : 1);
            var middle = path[path.Count / 2];
            var (colour, second) = Colours(middle, dice);
            var mark = width * dice.Between(0.75f, 1.25f) * (0.7f + 0.3f * Scale(middle));
            brush.Draw(path, new(mark, colour, second, body, dice.Between(0, 0.35f), (int)(dice.Next() & 0xFFFFF)));
        }
    }

    /// <summary>Marks are shorter about a light and in the distance.</summary>
    private static float Scale(Vector2 p)
    {
        var near = Lights.Min(light => Vector2.Distance(p, light.At) / (light.Size * 2.2f));
        var ground = Tone.Step(0, 150, p.Y - Horizon(p.X));
        return p.Y < Horizon(p.X) ? Tone.Mix(0.45f, 1f, Tone.Clamp(near)) : Tone.Mix(0.45f, 1f, ground);
    }

    private static List<Vector2> Follow(Vector2 at, float length, int sign)
    {
        const float step = 3f;
        var inSky = at.Y < Horizon(at.X);
        var path = new List<Vector2> { at };
        for (var travelled = 0f; travelled < length; travelled += step)
        {
            var next = at + Flow(at) * (sign * step);
            if (next.Y < Horizon(next.X) != inSky) break;
            path.Add(at = next);
        }

        if (path.Count < 3) path.Add(at + Flow(at) * (sign * step));
        return path;
    }

    private static float Horizon(float x) =>
        318f + 26f * MathF.Sin(x * 0.0085f + 0.9f) + 16f * MathF.Sin(x * 0.021f + 2.2f) + 5f * Noise.Fbm(x * 0.02f, 1, 3, 7);

    private static Vector2 Flow(Vector2 p)
    {
        if (p.Y >= Horizon(p.X)) return GroundFlow(p);
        var wave = 0.5f * MathF.Sin(p.X * 0.013f + p.Y * 0.010f) + 0.6f * Noise.Fbm(p.X * 0.006f, p.Y * 0.008f, 2, 31);
        var flow = new Vector2(1, wave);
        foreach (var (at, size, turn) in Lights.Concat(Whirls))
        {
            var away = p - at;
            var distance = away.Length() + 1e-3f;
            var strength = 3.2f * MathF.Exp(-distance * distance / (size * size * 3.2f));
            flow += strength * turn * new Vector2(-away.Y, away.X) / distance;
        }

        return Vector2.Normalize(flow + new Vector2(1e-4f, 0));
    }

    private static Vector2 GroundFlow(Vector2 p)
    {
        var depth = p.Y - Horizon(p.X);
        var lie = (Horizon(p.X + 6) - Horizon(p.X - 6)) / 12f;
        var furrow = 0.45f * MathF.Sin(p.X * 0.016f - depth * 0.02f) + 0.5f * Noise.Fbm(p.X * 0.008f, p.Y * 0.012f, 2, 33);
        return Vector2.Normalize(new Vector2(1, Tone.Mix(lie, furrow - 0.25f, Tone.Step(10, 120, depth))));
    }

    private static (Rgb Colour, Rgb Second) Colours(Vector2 p, Dice dice)
    {
        var own = dice.Normal() * 0.09f;
        return p.Y < Horizon(p.X) ? Sky(p, own, dice) : Ground(p, own, dice);
    }

    private static (Rgb Colour, Rgb Second) Sky(Vector2 p, float own, Dice dice)
    {
        foreach (var (at, size, _) in Lights)
        {
            var ring = Vector2.Distance(p, at) / size;
            if (ring < 1.0f) return (Tone.Ramp(Fire, ring * 0.8f + own), Tone.Ramp(Fire, ring * 0.8f + 0.3f + own));
            if (ring > 2.1f) continue;
            var halo = (ring - 1.0f) / 1.1f + own * 1.5f + (MathF.Sin(ring * 14f) > 0.2f ? 0.12f : -0.1f);
            var glow = Tone.Ramp([Fire[2], Fire[1], Night[5], Night[4], Night[3]], halo);
            return (glow, dice.Unit() < 0.3f ? Fire[1] : Night[3]);
        }

        // Bands of light and dark run along the flow, and the air brightens over the hills.
        var band = Noise.Fbm(p.X * 0.0045f + 0.012f * p.Y, p.Y * 0.017f + 0.9f * Flow(p).Y, 3, 41);
        var dawn = Tone.Step(120, 0, Horizon(p.X) - p.Y);
        var whirl = Whirls.Max(w => Tone.Step(1.25f, 0.5f, MathF.Abs(Vector2.Distance(p, w.At) / w.Size - 0.55f) * 2.2f));
        var t = 0.30f + 0.42f * band + 0.28f * dawn + 0.34f * whirl + own;
        var colour = Tone.Ramp(Night, t);
        if (dawn > 0.45f && dice.Unit() < 0.5f * dawn) colour = Tone.Mix(colour, Fire[dice.Below(3) + 1], 0.75f);
        return (colour, Tone.Ramp(Night, t + (dice.Unit() < 0.5f ? 0.3f : -0.25f)));
    }

    private static (Rgb Colour, Rgb Second) Ground(Vector2 p, float own, Dice dice)
    {
        var depth = p.Y - Horizon(p.X);
        if (depth < 26 + 10 * Noise.Gradient(p.X * 0.03f, 0, 51))
        {
            var hill = 0.35f + 0.4f * Noise.Fbm(p.X * 0.02f, p.Y * 0.05f, 2, 52) + own;
            return (Tone.Mix(Tone.Ramp(Night, hill), Tone.Ramp(Leaf, hill), 0.35f), Night[3]);
        }

        var field = Noise.Fbm(p.X * 0.006f + 0.4f, depth * 0.014f, 3, 53);
        var t = 0.55f + 0.45f * field + own + 0.15f * MathF.Sin(depth * 0.09f + p.X * 0.02f);
        if (field < -0.12f) return (Tone.Ramp(Leaf, t + 0.05f), dice.Unit() < 0.3f ? Wheat[3] : Leaf[1]);
        return (Tone.Ramp(Wheat, t), dice.Unit() < 0.25f ? Tone.Hex(0xB23A1E) : Tone.Ramp(Wheat, t + 0.35f));
    }
}
