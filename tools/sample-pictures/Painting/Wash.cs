namespace StyleFunctions.SamplePictures.Painting;

/// <summary>Transparent paint for <see cref="WashPaper"/>.</summary>
/// <param name="Pigment">The colour of one full coat on white paper.</param>
/// <param name="Strength">Coats: 0.2 a tint, 2 nearly dry paint.</param>
/// <param name="Softness">The width of the edge in pixels: 1 on dry paper, 30 wet in wet.</param>
/// <param name="Rim">How much pigment gathers along the edge as it dries.</param>
/// <param name="Grain">How much pigment settles in the hollows of the paper.</param>
/// <param name="Seed">How the water ran.</param>
internal readonly record struct Wash(Rgb Pigment, float Strength, float Softness, float Rim, float Grain, int Seed);

/// <summary>Rough paper on which coats of transparent paint multiply.</summary>
internal sealed class WashPaper(int width, int height)
{
    private readonly Canvas _canvas = new Canvas(width, height).Fill((_, _) => new Rgb(0.985f, 0.97f, 0.94f));

    private readonly float[] _reserved = new float[width * height];

    public Canvas Canvas => _canvas;

    /// <summary>The paper's own surface, in [-1, 1]; hollows are below 0.</summary>
    public static float Tooth(float x, float y) =>
        0.6f * Noise.Fbm(x * 0.21f, y * 0.21f, 2, 900) + 0.4f * Noise.Gradient(x * 0.5f, y * 0.5f, 903);

    /// <summary>Keeps a shape free of the washes that follow, as masking fluid does.</summary>
    public void Reserve(Vector2 middle, float reach, Func<Vector2, float> inside)
    {
        for (var y = Math.Max(0, (int)(middle.Y - reach)); y < Math.Min(height, middle.Y + reach); y++)
        {
            for (var x = Math.Max(0, (int)(middle.X - reach)); x < Math.Min(width, middle.X + reach); x++)
            {
                ref var kept = ref _reserved[y * width + x];
                kept = MathF.Max(kept, Tone.Step(-1.5f, 1.5f, inside(new(x + 0.5f, y + 0.5f))));
            }
        }
    }

    /// <summary>Lays a wash.</summary>
    /// <param name="middle">The middle of the wet shape.</param>
    /// <param name="reach">No pixel farther away than this is touched.</param>
    /// <param name="inside">How far inside the shape a point lies, in pixels; negative outside.</param>
    /// <param name="wash">The paint.</param>
    public void Lay(Vector2 middle, float reach, Func<Vector2, float> inside, Wash wash)
    {
        var absorb = new Rgb(-MathF.Log(wash.Pigment.X + 0.004f), -MathF.Log(wash.Pigment.Y + 0.004f),
            -MathF.Log(wash.Pigment.Z + 0.004f));
        for (var y = Math.Max(0, (int)(middle.Y - reach)); y < Math.Min(height, middle.Y + reach); y++)
        {
            for (var x = Math.Max(0, (int)(middle.X - reach)); x < Math.Min(width, middle.X + reach); x++)
            {
                var amount = Amount(new Vector2(x + 0.5f, y + 0.5f), inside, wash)
                    * (1f - 0.93f * _reserved[y * width + x]);
                if (amount <= 0) continue;
                ref var pixel = ref _canvas[x, y];
                pixel *= new Rgb(MathF.Exp(-absorb.X * amount), MathF.Exp(-absorb.Y * amount),
                    MathF.Exp(-absorb.Z * amount));
            }
        }
    }

    private static float Amount(Vector2 p, Func<Vector2, float> inside, in Wash wash)
    {
        var creep = 1.6f * Noise.Fbm(p.X * 0.06f, p.Y * 0.06f, 3, wash.Seed) + 1.1f * Tooth(p.X, p.Y);
        var depth = inside(p) + creep * MathF.Min(2.2f, 0.5f + wash.Softness);
        var cover = Tone.Step(-wash.Softness, wash.Softness, depth);
        if (cover <= 0) return 0;
        var rim = wash.Rim * MathF.Exp(-MathF.Max(0, depth) / 2.2f) * Tone.Step(-1.2f, 0.6f, depth);
        var pool = 0.80f + 0.55f * Noise.Fbm(p.X * 0.020f, p.Y * 0.020f, 4, wash.Seed + 5);
        var settle = MathF.Max(0.15f, 1f - wash.Grain * 1.3f * Tooth(p.X, p.Y));
        return wash.Strength * cover * MathF.Max(0.12f, pool) * settle * (1 + rim);
    }
}
