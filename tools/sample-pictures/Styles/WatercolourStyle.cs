using StyleFunctions.Imaging;
using StyleFunctions.SamplePictures.Painting;

namespace StyleFunctions.SamplePictures.Styles;

/// <summary>
/// Transparent washes on rough paper, 512 x 640: poppies, cornflowers and grasses before a wet-in-wet ground, with dark
/// drying edges, granulation, blooms and spatter.
/// </summary>
internal static class WatercolourStyle
{
    private const int Width = 512;
    private const int Height = 640;

    private static readonly Rgb Scarlet = Tone.Hex(0xE8402F);
    private static readonly Rgb Vermilion = Tone.Hex(0xF47A3A);
    private static readonly Rgb Crimson = Tone.Hex(0xB3173A);
    private static readonly Rgb Ultramarine = Tone.Hex(0x3557B8);
    private static readonly Rgb Cerulean = Tone.Hex(0x5FB3D4);
    private static readonly Rgb Violet = Tone.Hex(0x7A55A8);
    private static readonly Rgb Lemon = Tone.Hex(0xF7E27A);
    private static readonly Rgb Rose = Tone.Hex(0xF3AFA8);
    private static readonly Rgb Sap = Tone.Hex(0x6E9A3A);
    private static readonly Rgb Viridian = Tone.Hex(0x2F7A68);
    private static readonly Rgb Indigo = Tone.Hex(0x23304F);

    private static readonly (Vector2 At, float Size)[] Poppies =
    [
        (new(326, 236), 84), (new(150, 322), 74), (new(226, 128), 54), (new(402, 384), 60), (new(92, 178), 40),
            (new(274, 424), 46), (new(436, 150), 36),
    ];

    private static readonly (Vector2 At, float Size)[] Cornflowers =
    [
        (new(232, 262), 30), (new(408, 276), 27), (new(64, 402), 30), (new(158, 214), 23), (new(340, 108), 25),
            (new(342, 482), 27), (new(180, 470), 25), (new(462, 462), 22),
    ];

    public static Picture Paint()
    {
        var paper = new WashPaper(Width, Height);
        var dice = new Dice(1790);
        // Coats multiply, so their order does not matter to the eye: the flowers come first and keep what follows out.
        foreach (var (at, size) in Poppies) Poppy(paper, at, size, dice);
        foreach (var (at, size) in Cornflowers) Cornflower(paper, at, size, dice);
        foreach (var (at, _) in Poppies.Concat(Cornflowers)) Stem(paper, at, dice);
        for (var i = 0; i < 44; i++) Leaf(paper, dice);
        Ground(paper, dice);
        Spatter(paper, dice);
        return Lit(paper.Canvas).ToPicture(levels: 84);
    }

    private static void Ground(WashPaper paper, Dice dice)
    {
        Rgb[] tints = [Cerulean, Lemon, Rose, Cerulean, Sap, Violet, Lemon, Cerulean, Viridian, Ultramarine];
        for (var i = 0; i < 34; i++)
        {
            var at = new Vector2(dice.Between(50, Width - 50), dice.Between(40, Height - 60));
            var tint = at.Y > 430 && dice.Unit() < 0.6f ? dice.Pick([Sap, Viridian, Ultramarine]) : dice.Pick(tints);
            var size = dice.Between(50, 120);
            Blot(paper, at, size, new(tint, dice.Between(0.14f, 0.42f), dice.Between(14, 36), 0, 0.5f, Seed(dice)));
        }

        // Blooms: water dropped into a drying wash leaves a ragged dark ring.
        for (var i = 0; i < 9; i++)
        {
            var at = new Vector2(dice.Between(40, Width - 40), dice.Between(40, Height - 40));
            Blot(paper, at, dice.Between(26, 60),
                new(dice.Pick([Cerulean, Violet, Viridian]), 0.12f, 2.5f, 3.2f, 0.4f, Seed(dice)));
        }
    }

    private static void Blot(WashPaper paper, Vector2 at, float size, Wash wash)
    {
        paper.Lay(at, size * 2 + 40, p =>
        {
            var away = p - at;
            var lobes = Noise.Fbm(p.X * 0.018f, p.Y * 0.018f, 4, wash.Seed + 9);
            return size * (0.85f + 0.75f * lobes) - away.Length();
        }, wash);
    }

    private static void Stem(WashPaper paper, Vector2 from, Dice dice)
    {
        var foot = new Vector2(256 + (from.X - 256) * 0.35f + dice.Between(-26, 26), Height - dice.Between(8, 30));
        var bow = dice.Between(-36, 36);
        Stroke(paper, from, foot, bow, 2.3f, 3.6f,
            new(dice.Pick([Sap, Viridian]), dice.Between(0.7f, 1.2f), 0.8f, 0.7f, 0.25f, Seed(dice)));
    }

    private static void Leaf(WashPaper paper, Dice dice)
    {
        var foot = new Vector2(dice.Between(90, 430), dice.Between(430, 640));
        var lean = dice.Normal() * 0.5f + (foot.X - 256) * 0.0022f;
        var length = dice.Between(80, 210);
        var tip = foot + length * new Vector2(MathF.Sin(lean), -MathF.Cos(lean));
        var pigment = dice.Pick([Sap, Sap, Viridian, Viridian, Tone.Mix(Viridian, Ultramarine, 0.5f),
            Tone.Mix(Sap, Lemon, 0.5f)]);
        Stroke(paper, foot, tip, dice.Between(-40, 40), dice.Between(5, 12), 0.6f,
            new(pigment, dice.Between(0.45f, 1.25f), 0.9f, 0.8f, 0.35f, Seed(dice)));
    }

    /// <summary>A stroke of a round brush: bowed, swelling in the middle, from one width to another.</summary>
    private static void Stroke(WashPaper paper, Vector2 from, Vector2 to, float bow, float startHalf, float endHalf,
        Wash wash)
    {
        var ahead = to - from;
        var length = ahead.Length();
        ahead /= length;
        var across = new Vector2(-ahead.Y, ahead.X);
        paper.Lay((from + to) / 2, length / 2 + MathF.Abs(bow) + 20, p =>
        {
            var t = Vector2.Dot(p - from, ahead) / length;
            var side = Vector2.Dot(p - from, across) - bow * 4 * t * (1 - t);
            var half = Tone.Mix(startHalf, endHalf, t)
                * (0.55f + 0.75f * MathF.Sin(MathF.PI * Tone.Clamp(t * 0.9f + 0.08f)));
            var end = MathF.Min(t, 1 - t) * length + 1;
            return MathF.Min(half - MathF.Abs(side), end);
        }, wash);
    }

    private static void Poppy(WashPaper paper, Vector2 at, float size, Dice dice)
    {
        // The cup is seen a little from the side: wide, with the heart low.
        var heart = at + new Vector2(dice.Between(-0.1f, 0.1f), 0.12f) * size;
        var turn = dice.Unit() * MathF.Tau;
        const int petals = 5;
        var shapes = new List<Func<Vector2, float>>();
        for (var i = 0; i < petals; i++)
        {
            var angle = turn + i * MathF.Tau / petals + dice.Between(-0.2f, 0.2f);
            var center = heart + new Vector2(MathF.Cos(angle), 0.74f * MathF.Sin(angle)) * (size * 0.50f);
            var petal = size * dice.Between(0.50f, 0.66f);
            var seed = Seed(dice);
            float Inside(Vector2 p)
            {
                var away = p - center;
                var bearing = MathF.Atan2(away.Y, away.X);
                var frill = 0.16f * Noise.Gradient(bearing * 1.4f + 20, seed % 97, 11)
                    + 0.06f * Noise.Gradient(bearing * 5 + 40, seed % 89, 12);
                return petal * (1 + frill) - away.Length() * (1 + 0.12f * MathF.Cos(2 * (bearing - angle)));
            }

            shapes.Add(Inside);
            paper.Lay(center, petal * 1.5f, Inside,
                new(dice.Pick([Scarlet, Scarlet, Vermilion]), dice.Between(0.45f, 0.75f), 0.9f, 1.0f, 0.35f, seed));
            // A second colour dropped in near the heart, while the first is wet; folds drawn out of it.
            paper.Lay(center, petal * 1.5f, p => MathF.Min(Inside(p) + 4, petal * 0.75f - Vector2.Distance(p, heart)),
                new(Crimson, 0.42f, 13, 0, 0.4f, seed + 3));
            for (var fold = 0; fold < 4; fold++)
            {
                var bearing = angle + dice.Between(-0.55f, 0.55f);
                var tip = heart + new Vector2(MathF.Cos(bearing), 0.74f * MathF.Sin(bearing))
                    * (size * dice.Between(0.55f, 0.95f));
                Stroke(paper, heart, tip, dice.Between(-5, 5), 1.6f, 0.3f,
                    new(Crimson, 0.5f, 1.4f, 0.2f, 0.3f, Seed(dice)));
            }
        }

        Blot(paper, heart, size * 0.19f, new(Indigo, 1.9f, 2.2f, 0.4f, 0.25f, Seed(dice)));
        for (var i = 0; i < 30; i++)
        {
            var (sin, cos) = MathF.SinCos(dice.Unit() * MathF.Tau);
            var dot = heart + new Vector2(cos, 0.8f * sin) * (size * dice.Between(0.22f, 0.36f));
            Blot(paper, dot, dice.Between(1.2f, 2.4f), new(Indigo, 1.6f, 0.8f, 0, 0.2f, Seed(dice)));
        }

        paper.Reserve(at, size * 2, p => shapes.Max(inside => inside(p)));
    }

    private static void Cornflower(WashPaper paper, Vector2 at, float size, Dice dice)
    {
        const int petals = 11;
        for (var i = 0; i < petals * 2; i++)
        {
            var isInner = i >= petals;
            var angle = (i + dice.Between(-0.25f, 0.25f)) * MathF.Tau / petals;
            var direction = new Vector2(MathF.Cos(angle), 0.82f * MathF.Sin(angle));
            var tip = at + direction * (size * (isInner ? 0.6f : dice.Between(0.85f, 1.15f)));
            var pigment = isInner ? Violet
                : dice.Pick([Ultramarine, Ultramarine, Cerulean, Tone.Mix(Ultramarine, Violet, 0.5f)]);
            Stroke(paper, at + direction * (size * 0.12f), tip, dice.Between(-3, 3), size * 0.05f,
                size * (isInner ? 0.07f : 0.20f),
                new(pigment, dice.Between(0.6f, 1.15f), 0.8f, 0.9f, 0.35f, Seed(dice)));
        }

        Blot(paper, at, size * 0.18f, new(Indigo, 0.9f, 1.5f, 0.3f, 0.3f, Seed(dice)));
        paper.Reserve(at, size, p => size * 0.62f - Vector2.Distance(p, at));
    }

    private static void Spatter(WashPaper paper, Dice dice)
    {
        for (var i = 0; i < 150; i++)
        {
            var at = new Vector2(dice.Between(16, Width - 16), dice.Between(16, Height - 16));
            var size = 0.8f + 4.2f * MathF.Pow(dice.Unit(), 5);
            Blot(paper, at, size, new(dice.Pick([Scarlet, Ultramarine, Sap, Crimson, Violet, Vermilion]),
                dice.Between(0.4f, 0.9f), 0.8f, 0.8f, 0.2f, Seed(dice)));
        }
    }

    private static int Seed(Dice dice) => (int)(dice.Next() & 0xFFFFF);

    /// <summary>Light from the upper left on the tooth of the paper.</summary>
    private static Canvas Lit(Canvas canvas)
    {
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var slope = WashPaper.Tooth(x + 1, y + 1) - WashPaper.Tooth(x - 1, y - 1);
                canvas[x, y] *= 1f + 0.05f * slope;
            }
        }

        return canvas;
    }
}
