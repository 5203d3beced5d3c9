using System.Text;

namespace StyleFunctions.Imaging.Text;

/// <summary>A line of text with every glyph in its place.</summary>
internal sealed class TextLine
{
    private const double Space = 4;

    // Over capitals, marks stand so much higher.
    private const double MarkRise = 2.5;

    private readonly List<(Glyph Glyph, int X, double Rise)> _glyphs = [];

    /// <summary>Sets a text.</summary>
    /// <param name="text">The text, in one line.</param>
    /// <param name="height">The line's height in pixels.</param>
    public TextLine(string text, int height)
    {
        Scale = new LineScale(height);
        Glyph? before = null;
        foreach (var character in text.EnumerateRunes())
        {
            before = Add(character, before);
        }

        Width += before is null ? 0 : (int)Math.Ceiling(Scale.Pen);
    }

    /// <summary>The line's scale.</summary>
    public LineScale Scale { get; }

    /// <summary>Its width in pixels, from the left edge of the first glyph to the right edge of the last.</summary>
    public int Width { get; private set; }

    /// <summary>The strokes, in pixels from the line's top left corner.</summary>
    public IEnumerable<IEnumerable<(double X, double Y)>> Strokes => _glyphs.SelectMany(g => g.Glyph.Strokes.Select(
        stroke => stroke.Select(point =>
        {
            var (x, y) = Scale.Place((point.X, point.Y + g.Rise), g.Glyph.Width);
            return (g.X + Scale.Pen / 2 + x, y);
        })));

    // Until the last, Width is where the middle of the last glyph's rightmost stroke lies, less half a pen.
    private Glyph? Add(Rune character, Glyph? before)
    {
        if (character.Value == ' ')
        {
            Width += Scale.Round(Space);
            return before;
        }

        if (before is not null && StrokeFont.FindMark(character) is { } combining)
        {
            AddMark(before, combining);
            return before;
        }

        var (glyph, mark) = StrokeFont.Find(character);
        if (before is not null)
        {
            Width += Scale.Round(before.Right + glyph.Left);
        }

        _glyphs.Add((glyph, Width, 0));
        Width += Scale.Round(glyph.Width);
        if (mark is not null)
        {
            AddMark(glyph, mark);
        }

        return glyph;
    }

    private void AddMark(Glyph glyph, Glyph mark)
    {
        var middle = Width - Scale.Round(glyph.Width) / 2.0;
        var isBelow = mark.Strokes[0][^1].Y < 0;
        _glyphs.Add((
            mark,
            (int)Math.Floor(middle - Scale.Round(mark.Width) / 2.0),
            glyph.IsHigh && !isBelow ? MarkRise : 0));
    }
}
