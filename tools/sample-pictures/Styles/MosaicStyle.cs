using StyleFunctions.Imaging;
using StyleFunctions.SamplePictures.Painting;

namespace StyleFunctions.SamplePictures.Styles;

/// <summary>
/// A mosaic, 544 x 544: a fish leaps from the waves before a rayed sun, within a border. Glass, gold and grout.
/// </summary>
internal static class MosaicStyle
{
    private const int Size = 544;
    private const int Fine = 2;
    private const float Border = 44;
    private const float TileSize = 9.6f;

    private static readonly Vector2 Sun = new(398, 150);
    private static readonly Vector2 Bend = new(286, 462);
    private static readonly Rgb Grout = Tone.Hex(0x2B2622);

    private static readonly Rgb[] Gold = Palette(0xF9E08A, 0xF0BE3E, 0xD99A22, 0xB8741C);
    private static readonly Rgb[] Flame = Palette(0xE8702A, 0xD24A24, 0xA92F22, 0xF08C3A);
    private static readonly Rgb[] Head = Palette(0xF08C3A, 0xE8702A, 0xF2A24A, 0xD9582A);
    private static readonly Rgb[] Ivory = Palette(0xF6EEDA, 0xEBDDBE, 0xDCC9A4, 0xF9F4E6);
    private static readonly Rgb[] Air = Palette(0xBFE0DA, 0x97CDCB, 0xD9EBDD, 0x79B9C0);
    private static readonly Rgb[] Teal = Palette(0x2E9AA0, 0x1F7F8C, 0x47B0AA, 0x176B7C);
    private static readonly Rgb[] Blue = Palette(0x1C4F94, 0x163E7C, 0x2A68B0, 0x122F63);
    private static readonly Rgb[] Deep = Palette(0x101F45, 0x16295A, 0x0D1836, 0x1B3470);

    public static Picture Paint()
    {
        var dice = new Dice(1350);
        var tesserae = new Tesserae(Size, Size, TileSize, dice, (x, y) =>
        {
            var (region, course, _) = Design(x, y);
            return new(region, course);
        });
        var labels = tesserae.Labels(Fine);
        const int side = Size * Fine;
        var canvas = new Canvas(side, side);
        canvas.Fill((x, y) => Tile(tesserae, labels, (int)x, (int)y));
        return canvas.ToPicture(Fine, levels: 84);
    }

    private static Rgb[] Palette(params int[] colors) => [.. colors.Select(Tone.Hex)];

    private static Rgb Tile(Tesserae tesserae, int[] labels, int x, int y)
    {
        const int side = Size * Fine;
        const int reach = 5;
        var tile = labels[y * side + x];
        // The way to the nearest edge, and how far it is.
        var (nearest, slope) = (float.MaxValue, Vector2.Zero);
        for (var dy = -reach; dy <= reach; dy++)
        {
            for (var dx = -reach; dx <= reach; dx++)
            {
                var (px, py) = (x + dx, y + dy);
                if (px < 0 || py < 0 || px >= side || py >= side || labels[py * side + px] == tile) continue;
                var distance = MathF.Sqrt(dx * dx + dy * dy);
                if (distance < nearest) (nearest, slope) = (distance, new Vector2(dx, dy) / distance);
            }
        }

        var grain = Noise.Fbm(x * 0.35f, y * 0.35f, 2, 21);
        var middle = tesserae.Middle(tile);
        var (_, _, palette) = Design(middle.X, middle.Y);
        var chance = Noise.Hash(tile, 1, 22);
        var color = palette[Math.Min((int)(chance * chance * palette.Length), palette.Length - 1)];
        color *= 0.90f + 0.20f * Noise.Hash(tile, 2, 22);

        // Each tile lies a little askew, and its broken edge catches the light from the upper left.
        var tilt = new Vector2(Noise.Hash(tile, 3, 22) - 0.5f, Noise.Hash(tile, 4, 22) - 0.5f) * 0.5f;
        var bevel = slope * Tone.Step(4.6f, 1.8f, nearest) * 0.8f;
        var light = Vector2.Dot(tilt + bevel, new(-0.62f, -0.78f));
        var veins = 1f + 0.10f * Noise.Gradient(x * 0.12f + tile, y * 0.12f, 23);
        color = color * veins * (1f + 0.40f * light) + new Rgb(0.22f * MathF.Max(0, light - 0.18f));
        var cover = Tone.Step(1.1f, 2.5f, nearest + 0.5f * grain);
        return Tone.Mix(Grout * (1f + 0.35f * grain), color, cover);
    }

    /// <summary>The drawing: the region at a place, the course of its tiles, and its glass.</summary>
    private static (int Region, float Course, Rgb[] Glass) Design(float x, float y)
    {
        var p = new Vector2(x, y);
        if (Frame(p) is { } frame) return frame;
        if (Fish(p) is { } fish) return fish;
        var crest = 330 + 20 * MathF.Sin(x * 0.026f + 0.8f) + 7 * MathF.Sin(x * 0.061f);
        return y > crest ? Sea(p, y - crest) : Sky(p);
    }

    private static (int Region, float Course, Rgb[] Glass)? Frame(Vector2 p)
    {
        var (dx, dy) = (MathF.Min(p.X, Size - p.X), MathF.Min(p.Y, Size - p.Y));
        var depth = MathF.Min(dx, dy);
        if (depth >= Border) return null;
        var course = dx < dy ? MathF.PI / 2 : 0f;
        if (depth < 9.6f) return (1, course, Deep);
        if (depth > Border - 9.6f) return (2, course, Gold);
        // A running wave of terracotta and ivory.
        var along = dx < dy ? p.Y : p.X;
        var wave = depth - Border / 2 + 9.5f * MathF.Sin(along * MathF.Tau / 45.333f);
        return wave > 0 ? (3, course, Flame) : (4, course, Ivory);
    }

    private static (int Region, float Course, Rgb[] Glass) Sky(Vector2 p)
    {
        var away = p - Sun;
        var distance = away.Length();
        var angle = MathF.Atan2(away.Y, away.X);
        var course = angle + MathF.PI / 2;
        if (distance < 26) return (10, course, Gold);
        if (distance < 38) return (11, course, Flame);
        if (distance < 62) return (12, course, Gold);
        var ray = MathF.Abs(MathF.IEEERemainder(angle + 0.12f, MathF.Tau / 16)) * 16 / MathF.PI;
        var isLong = ((int)MathF.Floor((angle + 0.12f) / (MathF.Tau / 16) + 0.5f) & 1) == 0;
        var tip = isLong ? 128f : 100f;
        if (ray < 0.86f * (tip - distance) / (tip - 62)) return (isLong ? 13 : 14, angle, isLong ? Flame : Gold);
        var ring = (int)(distance / 31f) % 3;
        return (15 + ring, course, ring switch { 0 => Ivory, 1 => Air, _ => [Air[1], Air[3], Teal[2], Air[0]] });
    }

    private static (int Region, float Course, Rgb[] Glass) Sea(Vector2 p, float depth)
    {
        var slope = 20 * 0.026f * MathF.Cos(p.X * 0.026f + 0.8f) + 7 * 0.061f * MathF.Cos(p.X * 0.061f);
        var course = MathF.Atan(slope * Tone.Step(200, 0, depth));
        if (depth < 9.5f) return (20, course, Ivory);
        // Bands of swell, each with a row of foam.
        var swell = depth + 9 * MathF.Sin(p.X * 0.045f + depth * 0.02f);
        var band = (int)(swell / 37f);
        if (swell - band * 37f < 9.5f && band > 0) return (21, course, (band & 1) == 0 ? Ivory : Air);
        return (22 + band % 4, course,
            (band % 4) switch { 0 => Teal, 1 => Blue, 2 => [Teal[1], Teal[3], Blue[2], Teal[0]], _ => Deep });
    }

    private static (int Region, float Course, Rgb[] Glass)? Fish(Vector2 p)
    {
        // Along the bend of its back: s from tail (0) to nose (1), t across in pixels, outwards positive.
        var away = p - Bend;
        const float radius = 218f;
        var angle = MathF.Atan2(-away.Y, away.X);
        var s = (2.62f - angle) / 1.62f;
        var t = away.Length() - radius;
        var course = MathF.Atan2(away.Y, away.X) + MathF.PI / 2;
        if (s is < -0.24f or > 1.01f) return null;

        var girth = s < 0 ? 0 : 62f * MathF.Pow(MathF.Sin(MathF.PI * MathF.Pow(Tone.Clamp(s), 0.80f)), 0.85f)
            * (1 - 0.12f * s) + 9f * Tone.Step(0.25f, 0.02f, s) * Tone.Step(1.0f, 0.9f, s);
        if (MathF.Abs(t) < girth) return Body(s, t, girth, course);

        // Tail: two lobes that spread behind; fins above and below.
        var spread = (0.10f - s) / 0.34f;
        if (spread > 0 && MathF.Abs(t) < 8 + 66 * spread && MathF.Abs(t) > 74 * (spread - 0.55f) * 1.1f)
        {
            var stripe = (int)(MathF.Abs(t) / (10 + 26 * spread) * 2.4f) & 1;
            return (40 + stripe, course + 0.5f * MathF.Sign(t), stripe == 0 ? Flame : Gold);
        }

        var back = girth + 34 * MathF.Sin(MathF.PI * Tone.Clamp((s - 0.30f) / 0.42f))
            * (0.8f + 0.2f * MathF.Sin(s * 90));
        if (t > 0 && s is > 0.30f and < 0.72f && t < back) return (42 + ((int)(s * 34) & 1), course + 1.2f,
            ((int)(s * 34) & 1) == 0 ? Flame : Gold);
        var belly = girth + 26 * MathF.Sin(MathF.PI * Tone.Clamp((s - 0.42f) / 0.22f));
        if (t < 0 && s is > 0.42f and < 0.64f && -t < belly) return (44, course - 1.1f, Gold);
        return null;
    }

    private static (int Region, float Course, Rgb[] Glass) Body(float s, float t, float girth, float course)
    {
        var eye = new Vector2((s - 0.845f) * 353f, t - 9f).Length();
        if (eye < 6.5f) return (50, course, Deep);
        if (eye < 15f) return (51, course, Ivory);
        if (girth - MathF.Abs(t) < 8.5f) return (52, course, t > 0 ? Deep : Flame);
        if (s > 0.77f)
        {
            var mouth = MathF.Abs(t + 14f + (s - 0.9f) * 40f) < 4.5f && s > 0.92f;
            if (mouth) return (53, course, Deep);
            return s < 0.795f ? (54, course + MathF.PI / 2, Flame) : (55, course, Head);
        }

        if (t < -girth * 0.52f) return (56, course, Ivory);
        // Scales: a bright rim about a darker middle, offset row by row.
        const float row = 24f;
        var along = s * 353f;
        var line = (int)MathF.Floor((t + 100) / row);
        var offset = (line & 1) * 15f;
        var number = MathF.Floor((along + offset) / 30f);
        var within = new Vector2(along + offset - number * 30f - 2f, t + 100 - (line + 0.5f) * row);
        var isRim = within.Length() is > 15.5f or < 0;
        var region = 60 + ((line * 7 + (int)number) & 1) + (isRim ? 2 : 0);
        return (region, course, isRim ? Gold : t > girth * 0.1f ? Blue : Teal);
    }
}
