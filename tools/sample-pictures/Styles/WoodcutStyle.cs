using StyleFunctions.Imaging;
using StyleFunctions.SamplePictures.Painting;

namespace StyleFunctions.SamplePictures.Styles;

/// <summary>
/// A woodcut in four inks on cream paper, 512 x 640: a red sun over snowy mountains, a wooded shore and its lake,
/// pines in front. Tones are carved: lines that swell and thin, each region with a direction of its own.
/// </summary>
internal static class WoodcutStyle
{
    private const int Width = 512;
    private const int Height = 640;
    private const int Fine = 2;
    private const float Margin = 20;
    private const float Waterline = 402;
    private const float SunSize = 66;

    private static readonly Vector2 Sun = new(338, 156);
    private static readonly Rgb Paper = Tone.Hex(0xF2E6CB);
    private static readonly Rgb Black = Tone.Hex(0x171B2A);
    private static readonly Rgb Red = Tone.Hex(0xCF3F28);
    private static readonly Rgb Ochre = Tone.Hex(0xE9A94F);
    private static readonly Rgb Blue = Tone.Hex(0x3E7F96);

    /// <summary>Summits of the far range and of the near one: where, and how steep their flanks are.</summary>
    private static readonly (Vector2 Top, float Steep)[][] Ranges =
    [
        [(new(70, 176), 0.95f), (new(186, 232), 0.8f), (new(292, 206), 0.9f), (new(430, 150), 1.0f),
            (new(520, 214), 0.9f)],
        [(new(-10, 236), 0.9f), (new(138, 258), 0.75f), (new(232, 168), 1.15f), (new(356, 276), 0.8f),
            (new(488, 244), 0.85f)],
    ];

    /// <summary>Pines: the foot, the height and half the width.</summary>
    private static readonly (Vector2 Foot, float Tall, float Half)[] Pines =
    [
        (new(84, 612), 392, 76), (new(168, 622), 214, 50), (new(28, 622), 262, 56), (new(452, 622), 250, 56),
            (new(500, 626), 160, 42),
    ];

    public static Picture Paint()
    {
        var canvas = new Canvas(Width * Fine, Height * Fine).Fill((x, y) => Print(new Vector2(x, y) / Fine));
        return canvas.ToPicture(Fine, levels: 96);
    }

    private static Rgb Print(Vector2 p)
    {
        var fiber = 0.025f * Noise.Fbm(p.X * 0.9f, p.Y * 0.9f, 2, 1)
            + 0.02f * Noise.Fbm(p.X * 0.05f, p.Y * 0.05f, 3, 2);
        var sheet = Paper * (1f + fiber);
        // The knife never cuts quite straight.
        var q = p + 1.5f * new Vector2(Noise.Fbm(p.X * 0.045f, p.Y * 0.045f, 3, 3),
            Noise.Fbm(p.X * 0.045f, p.Y * 0.045f, 3, 4));
        var rim = MathF.Min(MathF.Min(q.X, Width - q.X), MathF.Min(q.Y, Height - q.Y)) - Margin;
        if (rim < 0) return sheet;

        var (ground, strength, key) = Cut(q);
        if (rim < 4.5f) key = 1;
        // Ink lies unevenly, and the grain of the plank shows through it.
        var rings = Noise.Fbm(q.X * 0.012f + 0.3f * Noise.Gradient(q.X * 0.01f, q.Y * 0.004f, 6), q.Y * 0.12f, 3, 5);
        var salt = Noise.Fbm(p.X * 0.55f, p.Y * 0.55f, 2, 7);
        var hold = Tone.Step(-0.62f, -0.35f, salt + 0.25f * rings);
        var color = Tone.Mix(sheet, ground * (1f + 0.05f * rings + fiber),
            strength * (0.80f + 0.2f * hold) * (0.93f + 0.12f * rings));
        return Tone.Mix(color, Black * (1f + 0.25f * rings + 2f * fiber), key * (0.88f + 0.12f * hold));
    }

    /// <summary>The ink of the colour block, how much of it, and the key block's black.</summary>
    private static (Rgb Ink, float Strength, float Key) Cut(Vector2 p)
    {
        foreach (var pine in Pines)
        {
            if (Pine(p, pine) is { } tree) return tree;
        }

        if (p.Y > Bank(p.X)) return Foreground(p);
        if (p.Y > Waterline) return Lake(p);
        var shore = Waterline - 26 - 12 * Noise.Fbm(p.X * 0.012f, 3, 2, 11)
            - 13 * MathF.Abs(MathF.IEEERemainder(p.X * 0.13f + 2 * Noise.Value(p.X * 0.06f, 1, 12), 1f))
            * (0.6f + Noise.Value(p.X * 0.11f, 2, 13));
        if (p.Y > shore) return (Blue, 1,
            Line(p.X / 6.5f + 0.15f * MathF.Sin(p.Y * 0.2f),
            Tone.Mix(0.55f, 0.98f, Tone.Step(shore, Waterline, p.Y + 6)), p));
        return Mountain(p, Ranges[1], 22) ?? Mountain(p, Ranges[0], 32) ?? Sky(p);
    }

    /// <summary>Black lines: 1 in the middle of each at the phase's whole numbers, as wide as the tone asks.</summary>
    private static float Line(float phase, float tone, Vector2 p)
    {
        var burr = 0.16f * Noise.Fbm(p.X * 0.12f, p.Y * 0.12f, 2, 15);
        var away = MathF.Abs(phase - MathF.Round(phase)) * 2;
        var width = tone + burr * (tone > 0.02f ? 1 : 0);
        return Tone.Step(0.10f, -0.10f, away - width);
    }

    private static (Rgb Ink, float Strength, float Key) Sky(Vector2 p)
    {
        var away = p - Sun;
        var distance = away.Length();
        if (distance < SunSize)
        {
            // Thin clouds cross the lower half of the sun, as bare paper.
            var bar = Line(p.Y / 15f + 0.25f * MathF.Sin(p.X * 0.05f), Tone.Step(Sun.Y - 10, Sun.Y + 80, p.Y) * 0.62f,
                p);
            return (Red, 1 - bar, distance > SunSize - 3 ? 1 : 0);
        }

        var angle = MathF.Atan2(away.Y, away.X);
        var reach = (distance - SunSize) / 300;
        // Rays that part as they go, so that they stay equally fine.
        var octave = MathF.Max(0, MathF.Floor(MathF.Log2(distance / SunSize)));
        var rays = 64 * MathF.Pow(2, octave);
        var within = MathF.Log2(distance / SunSize) - octave;
        var tone = 0.10f + 0.52f * Tone.Clamp(reach) + 0.16f * within;
        var cloud = Noise.Fbm(p.X * 0.0055f + 1, p.Y * 0.022f, 3, 41) + 0.10f * Tone.Step(140, 40, p.Y);
        if (cloud > 0.16f)
        {
            var edge = Tone.Step(0.20f, 0.18f, cloud);
            return (Paper, 1, MathF.Max(edge,
                Line(cloud * 13f + p.Y * 0.015f, 0.42f * Tone.Step(0.2f, 0.55f, cloud), p)));
        }

        var glow = Tone.Step(330, 70, distance);
        var ink = Tone.Mix(Blue, Ochre, Tone.Step(0.25f, 0.6f, glow));
        return (ink, 0.35f + 0.6f * MathF.Abs(glow - 0.42f) * 1.7f, Line(angle * rays / MathF.Tau, tone, p));
    }

    private static (Rgb Ink, float Strength, float Key)? Mountain(Vector2 p, (Vector2 Top, float Steep)[] range,
        int seed)
    {
        // The summit whose flank stands highest here.
        var crags = 7f * MathF.Abs(Noise.Gradient(p.X * 0.045f, 0, seed))
            + 5f * MathF.Abs(Noise.Gradient(p.X * 0.13f, 0, seed + 1));
        var (crest, top) = (float.MaxValue, Vector2.Zero);
        foreach (var (at, steep) in range)
        {
            var flank = at.Y + steep * MathF.Abs(p.X - at.X);
            if (flank < crest) (crest, top) = (flank, at);
        }

        var depth = p.Y - crest - crags * Tone.Step(0, 14, crest - top.Y);
        if (depth < 0) return null;
        if (depth < 3) return (Paper, 1, 1);
        // An arete winds down from the summit, with spurs to either side; the sun stands on the right.
        var drop = p.Y - top.Y;
        var spine = top.X + 0.30f * drop * Noise.Gradient(drop * 0.030f, 0.5f, seed + 3) + 4 * MathF.Sin(drop * 0.22f);
        var spur = Noise.Gradient((p.X - spine) * 0.035f + drop * 0.012f, drop * 0.014f, seed + 4);
        var isShade = p.X < spine ? spur < 0.24f : spur < -0.26f;
        var snow = drop < 62 + 26 * Noise.Gradient(p.X * 0.055f, 0.2f, seed + 7)
            + 16 * Noise.Gradient(p.X * 0.17f, 0.6f, seed + 9) + (isShade ? -8 : 8);
        var fall = (p.Y * 0.8f + (isShade ? -p.X : p.X) * 0.62f) / 7.5f
            + 0.5f * Noise.Fbm(p.X * 0.02f, p.Y * 0.02f, 2, seed + 8);
        var mist = Tone.Step(Waterline - 10, Waterline - 110, p.Y);
        if (snow) return (isShade ? Blue : Paper, isShade ? 0.45f : 1, isShade ? Line(fall, 0.36f, p) : 0);
        return (isShade ? Blue : Ochre, (isShade ? 1f : 0.75f) * (0.25f + 0.75f * mist),
            Line(fall, (isShade ? 0.74f : 0.20f) * (0.15f + 0.85f * mist), p));
    }

    private static (Rgb Ink, float Strength, float Key) Lake(Vector2 p)
    {
        var depth = p.Y - Waterline;
        var wave = p.Y / (4.5f + depth * 0.022f) + 0.55f * MathF.Sin(p.X * 0.045f + depth * 0.07f)
            + 0.9f * Noise.Fbm(p.X * 0.012f, p.Y * 0.03f, 3, 51);
        var path = MathF.Abs(p.X - Sun.X + 8 * MathF.Sin(p.Y * 0.11f)) / (38 + depth * 0.20f);
        if (path < 1 && Line(wave * 0.5f, 1.0f - 0.45f * path, p) > 0.5f) return (Red, 1, path > 0.8f
            ? Line(wave, 0.3f, p) : 0);
        var dark = Tone.Step(60, 0, depth) * 0.65f + 0.16f + 0.30f * Tone.Step(70, 230, depth)
            + 0.3f * Noise.Fbm(p.X * 0.006f, p.Y * 0.02f, 2, 52);
        return (Blue, 0.72f, Line(wave, Tone.Clamp(dark), p));
    }

    private static float Bank(float x) =>
        578 + 20 * MathF.Cos((x - 270) * 0.0118f) + 9 * Noise.Fbm(x * 0.02f, 4, 3, 61);

    private static (Rgb Ink, float Strength, float Key) Foreground(Vector2 p)
    {
        var depth = p.Y - Bank(p.X);
        var blade = Line((p.X + 10 * MathF.Sin(p.X * 0.05f) - depth * 0.35f * MathF.Sin(p.X * 0.021f)) / 6f, 0.38f
            + 0.45f * Noise.Value(p.X * 0.03f, p.Y * 0.09f, 62), p);
        var edge = depth < 3 + 7 * Noise.Value(p.X * 0.35f, 1, 63) ? 1 : 0;
        return (Ochre, 1, MathF.Max(edge, blade));
    }

    private static (Rgb Ink, float Strength, float Key)? Pine(Vector2 p, (Vector2 Foot, float Tall, float Half) pine)
    {
        var up = (pine.Foot.Y - p.Y) / pine.Tall;
        if (up is < 0 or > 1) return null;
        var side = p.X - pine.Foot.X - 5 * MathF.Sin(up * 4 + pine.Foot.X);
        var away = MathF.Abs(side);
        if (up < 0.10f) return away < pine.Half * 0.10f ? (Ochre, 1, side < 1 ? 1 : Line(p.Y / 5f, 0.5f, p)) : null;

        // Tiers of boughs, which hang and end in ragged tips.
        var tiers = 5 + pine.Tall / 48;
        var droop = up * tiers + away / pine.Half * 0.85f + 0.22f * Noise.Value(side * 0.09f, up * 9, (int)pine.Foot.X);
        var tier = droop - MathF.Floor(droop);
        var girth = pine.Half * MathF.Pow(1.03f - up, 0.85f) * (0.52f + 0.48f * (1 - tier))
            * (0.86f + 0.28f * Noise.Value(droop * 2.3f, MathF.Sign(side) * 3, 71))
            + 4 * Noise.Gradient(p.X * 0.25f, p.Y * 0.25f, 72) * Tone.Step(1f, 0.85f, up);
        if (away > girth) return null;
        // The sunward side of each bough is cut away in strokes.
        var needles = Line(side * 0.16f + droop * 2.6f, 0.42f, p);
        var lit = Tone.Step(0.62f, 0.30f, tier)
            * Tone.Step(-0.35f, 0.5f, side / girth * MathF.Sign(Sun.X - pine.Foot.X));
        return (Tone.Mix(Blue, Ochre, 0.25f), 1, 1 - lit * needles);
    }
}
