namespace StyleFunctions.Imaging.Text;

/// <summary>
/// How the font's units become the pixels of a line of some height. Heights and widths of letters are rounded to whole
/// pixels, so that their strokes lie as sharply as the baseline does.
/// </summary>
internal sealed class LineScale
{
    private readonly double _unit;
    private readonly int _small;
    private readonly int _capital;

    /// <summary>The scale of a line.</summary>
    /// <param name="height">From the top of a capital's mark to the bottom of a g, in pixels.</param>
    public LineScale(int height)
    {
        _unit = height / (StrokeFont.Ascent + StrokeFont.Descent);
        _small = Round(StrokeFont.Small);
        _capital = Round(StrokeFont.Capital);
        Baseline = Round(StrokeFont.Ascent);
        Pen = Math.Max(1, StrokeFont.Pen * _unit);
    }

    /// <summary>Pixels from the line's top to the lower edge of a letter's feet.</summary>
    public int Baseline { get; }

    /// <summary>The pen's width in pixels.</summary>
    public double Pen { get; }

    /// <summary>A length in whole pixels.</summary>
    /// <param name="units">The length.</param>
    public int Round(double units) => (int)Math.Round(units * _unit, MidpointRounding.AwayFromZero);

    /// <summary>Where a point of a glyph lies.</summary>
    /// <param name="point">The point.</param>
    /// <param name="width">The glyph's width.</param>
    /// <returns>Pixels from the middle of the glyph's leftmost stroke, and down from the line's top.</returns>
    public (double X, double Y) Place((double X, double Y) point, double width) =>
        (width == 0 ? 0 : point.X * Round(width) / width, Baseline - Pen / 2 - Above(point.Y));

    private double Above(double y) => y switch
    {
        <= 0 => y * _unit,
        <= StrokeFont.Small => y * _small / StrokeFont.Small,
        <= StrokeFont.Capital =>
            _small + (y - StrokeFont.Small) * (_capital - _small) / (StrokeFont.Capital - StrokeFont.Small),
        _ => _capital + (y - StrokeFont.Capital) * _unit,
    };
}
