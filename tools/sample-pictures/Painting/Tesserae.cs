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

    private readonly int _width;
    private readonly int _height;
    private readonly int _cell;
    private readonly Func<float, float, Setting> _plan;
    private readonly Vector2[] _sites;
    private readonly Setting[] _settings;
    private readonly Vector2[] _courses;
    private List<int>[] _grid = [];

    public Tesserae(int width, int height, float size, Dice dice, Func<float, float, Setting> plan)
    {
        (_width, _height, _plan) = (width, height, plan);
        _cell = (int)(size * 1.25f);
        _sites = new Vector2[(int)(_width * _height / (size * size))];
        _settings = new Setting[_sites.Length];
        _courses = new Vector2[_sites.Length];
        for (var i = 0; i < _sites.Length; i++) _sites[i] = new(dice.Between(0, _width), dice.Between(0, _height));
        Index();
        for (var round = 0; round < Rounds; round++) Relax();
    }

    /// <summary>The middle of a tile.</summary>
    public Vector2 Middle(int tile) => _sites[tile];

    /// <summary>The tile each pixel belongs to, at a multiple of the plan's size.</summary>
    public int[] Labels(int scale)
    {
        var labels = new int[_width * scale * _height * scale];
        Parallel.For(0, _height * scale, y =>
        {
            for (var x = 0; x < _width * scale; x++)
            {
                labels[y * _width * scale + x] = Nearest(new Vector2(x + 0.5f, y + 0.5f) / scale);
            }
        });
        return labels;
    }

    private void Relax()
    {
        var labels = Labels(1);
        var sums = new Vector2[_sites.Length];
        var counts = new int[_sites.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            sums[labels[i]] += new Vector2(i % _width + 0.5f, i / _width + 0.5f);
            counts[labels[i]]++;
        }

        for (var i = 0; i < _sites.Length; i++)
        {
            if (counts[i] > 0) _sites[i] = sums[i] / counts[i];
        }

        Index();
    }

    private void Index()
    {
        var columns = _width / _cell + 1;
        _grid = new List<int>[columns * (_height / _cell + 1)];
        for (var i = 0; i < _grid.Length; i++) _grid[i] = [];
        for (var i = 0; i < _sites.Length; i++)
        {
            _settings[i] = _plan(_sites[i].X, _sites[i].Y);
            _courses[i] = new(MathF.Cos(_settings[i].Course), MathF.Sin(_settings[i].Course));
            _grid[(int)_sites[i].Y / _cell * columns + (int)_sites[i].X / _cell].Add(i);
        }
    }

    private int Nearest(Vector2 p)
    {
        var region = _plan(p.X, p.Y).Region;
        var (columns, rows) = (_width / _cell + 1, _height / _cell + 1);
        var (cx, cy) = ((int)p.X / _cell, (int)p.Y / _cell);
        var (best, bestDistance) = (0, float.MaxValue);
        for (var y = Math.Max(0, cy - 2); y <= Math.Min(rows - 1, cy + 2); y++)
        {
            for (var x = Math.Max(0, cx - 2); x <= Math.Min(columns - 1, cx + 2); x++)
            {
                foreach (var i in _grid[y * columns + x])
                {
                    var away = p - _sites[i];
                    var ahead = MathF.Abs(Vector2.Dot(away, _courses[i]));
                    var aside = MathF.Abs(away.X * _courses[i].Y - away.Y * _courses[i].X);
                    var distance = MathF.Max(ahead, aside) + 0.25f * (ahead + aside)
                        + (_settings[i].Region == region ? 0 : OtherRegion);
                    if (distance < bestDistance) (best, bestDistance) = (i, distance);
                }
            }
        }

        return best;
    }
}
