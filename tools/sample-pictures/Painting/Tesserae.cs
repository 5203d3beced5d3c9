namespace StyleFunctions.SamplePictures.Painting;

/// <summary>What the setter of a mosaic knows about a place.</summary>
/// <param name="Region">Tiles are cut where the region changes.</param>
/// <param name="Course">The direction, in radians, that rows of tiles follow.</param>
internal readonly record struct Setting(int Region, float Course);

/// <summary>
/// Nearly square tiles laid along courses: Lloyd's relaxation with a square, turning metric, after Hausner's
/// "Simulating decorative mosaics" (2001), with tiles cut at the outlines of regions.
/// </summary>
internal sealed class Tesserae
{
    private const int Rounds = 14;
    private const float OtherRegion = 1e6f;

    private readonly int width;
    private readonly int height;
    private readonly int cell;
    private readonly Func<float, float, Setting> plan;
    private readonly Vector2[] sites;
    private readonly Setting[] settings;
    private readonly Vector2[] courses;
    private List<int>[] grid = [];

    public Tesserae(int width, int height, float size, Dice dice, Func<float, float, Setting> plan)
    {
        (this.width, this.height, this.plan) = (width, height, plan);
        cell = (int)(size * 1.25f);
        sites = new Vector2[(int)(width * height / (size * size))];
        settings = new Setting[sites.Length];
        courses = new Vector2[sites.Length];
        for (var i = 0; i < sites.Length; i++) sites[i] = new(dice.Between(0, width), dice.Between(0, height));
        Index();
        for (var round = 0; round < Rounds; round++) Relax();
    }

    /// <summary>The middle of a tile.</summary>
    public Vector2 Middle(int tile) => sites[tile];

    /// <summary>The tile each pixel belongs to, at a multiple of the plan's size.</summary>
    public int[] Labels(int scale)
    {
        var labels = new int[width * scale * height * scale];
        Parallel.For(0, height * scale, y =>
        {
            for (var x = 0; x < width * scale; x++)
            {
                labels[y * width * scale + x] = Nearest(new Vector2(x + 0.5f, y + 0.5f) / scale);
            }
        });
        return labels;
    }

    private void Relax()
    {
        var labels = Labels(1);
        var sums = new Vector2[sites.Length];
        var counts = new int[sites.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            sums[labels[i]] += new Vector2(i % width + 0.5f, i / width + 0.5f);
            counts[labels[i]]++;
        }

        for (var i = 0; i < sites.Length; i++)
        {
            if (counts[i] > 0) sites[i] = sums[i] / counts[i];
        }

        Index();
    }

    private void Index()
    {
        var columns = width / cell + 1;
        grid = new List<int>[columns * (height / cell + 1)];
        for (var i = 0; i < grid.Length; i++) grid[i] = [];
        for (var i = 0; i < sites.Length; i++)
        {
            settings[i] = plan(sites[i].X, sites[i].Y);
            courses[i] = new(MathF.Cos(settings[i].Course), MathF.Sin(settings[i].Course));
            grid[(int)sites[i].Y / cell * columns + (int)sites[i].X / cell].Add(i);
        }
    }

    private int Nearest(Vector2 p)
    {
        var region = plan(p.X, p.Y).Region;
        var (columns, rows) = (width / cell + 1, height / cell + 1);
        var (cx, cy) = ((int)p.X / cell, (int)p.Y / cell);
        var (best, bestDistance) = (0, float.MaxValue);
        for (var y = Math.Max(0, cy - 2); y <= Math.Min(rows - 1, cy + 2); y++)
        {
            for (var x = Math.Max(0, cx - 2); x <= Math.Min(columns - 1, cx + 2); x++)
            {
                foreach (var i in grid[y * columns + x])
                {
                    var away = p - sites[i];
                    var ahead = MathF.Abs(Vector2.Dot(away, courses[i]));
                    var aside = MathF.Abs(away.X * courses[i].Y - away.Y * courses[i].X);
                    var distance = MathF.Max(ahead, aside) + 0.25f * (ahead + aside)
                        + (settings[i].Region == region ? 0 : OtherRegion);
                    if (distance < bestDistance) (best, bestDistance) = (i, distance);
                }
            }
        }

        return best;
    }
}
