namespace StyleFunctions.SamplePictures.Painting;

/// <summary>What a brush carries for one stroke.</summary>
/// <param name="Width">Of the mark, in pixels.</param>
/// <param name="Color">Most of the paint.</param>
/// <param name="Second">Paint not quite mixed in, which shows in streaks.</param>
/// <param name="Body">How thick the paint lies.</param>
/// <param name="Dryness">0 a full brush, 1 a dry one that breaks up along the stroke.</param>
/// <param name="Seed">The brush's own bristles.</param>
internal readonly record struct Load(float Width, Rgb Color, Rgb Second, float Body, float Dryness, int Seed);

/// <summary>
/// A flat bristle brush. A stroke is first measured (for each pixel, how far along and how far across it lies), then
/// laid: every bristle leaves a streak of its own colour and a furrow of its own depth.
/// </summary>
internal sealed class Brush(Canvas canvas, Relief relief)
{
    private readonly int[] _strokeOf = new int[canvas.Width * canvas.Height];
    private readonly float[] _along = new float[canvas.Width * canvas.Height];
    private readonly float[] _across = new float[canvas.Width * canvas.Height];
    private int _stroke;

    /// <summary>Draws the brush along a path.</summary>
    public void Draw(IReadOnlyList<Vector2> path, in Load load)
    {
        _stroke++;
        var reach = load.Width / 2 + 1;
        var (left, top, right, bottom) = (canvas.Width, canvas.Height, 0, 0);
        var traveled = 0f;
        for (var i = 0; i + 1 < path.Count; i++)
        {
            var (a, b) = (path[i], path[i + 1]);
            var length = Vector2.Distance(a, b);
            if (length < 1e-3f) continue;
            var (x0, x1) = (Math.Max(0, (int)(MathF.Min(a.X, b.X) - reach)),
                Math.Min(canvas.Width - 1, (int)(MathF.Max(a.X, b.X) + reach)));
            var (y0, y1) = (Math.Max(0, (int)(MathF.Min(a.Y, b.Y) - reach)),
                Math.Min(canvas.Height - 1, (int)(MathF.Max(a.Y, b.Y) + reach)));
            var (isFirst, isLast) = (i == 0, i + 2 == path.Count);
            for (var y = y0; y <= y1; y++)
            {
                for (var x = x0; x <= x1; x++)
                {
                    Measure(x, y, a, (b - a) / length, length, traveled, reach, isFirst, isLast);
                }
            }

            (left, top, right, bottom) = (Math.Min(left, x0), Math.Min(top, y0), Math.Max(right, x1),
                Math.Max(bottom, y1));
            traveled += length;
        }

        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                if (_strokeOf[y * canvas.Width + x] == _stroke) Lay(x, y, traveled, load);
            }
        }
    }

    private void Measure(int x, int y, Vector2 from, Vector2 ahead, float length, float traveled, float reach,
        bool isFirst, bool isLast)
    {
        var offset = new Vector2(x + 0.5f, y + 0.5f) - from;
        var t = Vector2.Dot(offset, ahead);
        var side = offset.X * -ahead.Y + offset.Y * ahead.X;
        // Inner joints overlap a little; the ends reach out by half a width, where the mark is rounded.
        if (t < (isFirst ? -reach : -0.6f) || t > length + (isLast ? reach : 0.6f) || MathF.Abs(side) > reach) return;
        var i = y * canvas.Width + x;
        if (_strokeOf[i] == _stroke && MathF.Abs(_across[i]) <= MathF.Abs(side)) return;
        _strokeOf[i] = _stroke;
        _along[i] = traveled + t;
        _across[i] = side;
    }

    private void Lay(int x, int y, float length, in Load load)
    {
        var i = y * canvas.Width + x;
        var half = load.Width / 2;
        var (t, side) = (_along[i], _across[i]);
        // Each bristle starts and stops a little apart from its neighbours.
        var ragged = half * 0.9f * Noise.Value(side * 0.9f, 0.5f, load.Seed);
        var beyond = MathF.Max(MathF.Max(-t - half * 0.2f + ragged * 0.5f, t - length + ragged), 0) / half;
        var radius = MathF.Sqrt(side * side / (half * half) + beyond * beyond);
        var edge = Tone.Clamp((1f - radius) * half + 0.5f);
        if (edge <= 0) return;

        var bristle = Noise.Value(side * 1.1f, t * 0.02f, load.Seed + 1) * 0.65f
            + Noise.Value(side * 2.6f, t * 0.05f, load.Seed + 2) * 0.35f;
        var spent = Tone.Clamp(t / MathF.Max(length, 1f));
        var cover = edge * Tone.Step(-0.25f, 0.15f, bristle - load.Dryness * (0.25f + 0.75f * spent) + 0.1f);
        var streak = Tone.Step(0.45f, 0.8f, Noise.Value(side * 0.75f, t * 0.012f, load.Seed + 3));
        var color = Tone.Mix(load.Color, load.Second, 0.75f * streak) * (0.90f + 0.2f * bristle);
        canvas.Blend(x, y, color, cover);

        // Paint is pushed to the sides and piles up where the brush lifts.
        var ridge = Tone.Step(0.55f, 0.9f, radius) * Tone.Step(1.05f, 0.9f, radius);
        var body = load.Body * (0.35f + 0.75f * bristle + 0.55f * ridge + 0.3f * Tone.Step(0.8f, 1f, spent));
        ref var thickness = ref relief[x, y];
        thickness = Tone.Mix(thickness, thickness * 0.35f + body, cover);
    }
}
