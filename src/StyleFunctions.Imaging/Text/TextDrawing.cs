namespace StyleFunctions.Imaging.Text;

/// <summary>
/// Draws short texts, such as labels, with a font of its own: printable ASCII, letters of western and central Europe
/// and some signs; a box stands for every other character.
/// </summary>
public static class TextDrawing
{
    private const string Ellipsis = "…";

    /// <summary>The width of a text in one line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="height">The line's height in pixels, marks and descenders included; at least 1.</param>
    /// <returns>Pixels.</returns>
    public static int Measure(string text, int height)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        return new TextLine(text, height).Width;
    }

    /// <summary>The text, or as much of its beginning as there is room for, and an ellipsis.</summary>
    /// <param name="text">The text.</param>
    /// <param name="height">The line's height in pixels; at least 1.</param>
    /// <param name="width">The room in pixels.</param>
    /// <returns>The text that fits; empty if not even the ellipsis does.</returns>
    public static string Fit(string text, int height, int width)
    {
        if (Measure(text, height) <= width)
        {
            return text;
        }

        // From the shortest on, so that a long text costs no more than what is shown of it.
        var (fitting, end) = ("", 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var shortened = text[..end].TrimEnd() + Ellipsis;
            if (Measure(shortened, height) > width)
            {
                break;
            }

            (fitting, end) = (shortened, end + rune.Utf16SequenceLength);
        }

        return fitting;
    }

    /// <summary>Draws a text in one line; what is outside the picture is left out.</summary>
    /// <param name="picture">The picture, which is changed; its alpha is not.</param>
    /// <param name="x">The left edge of the line in pixels.</param>
    /// <param name="y">Its upper edge in pixels.</param>
    /// <param name="height">Its height in pixels, marks and descenders included; at least 1.</param>
    /// <param name="text">The text.</param>
    /// <param name="color">The colour.</param>
    public static void Draw(Picture picture, int x, int y, int height, string text, Rgb color)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var line = new TextLine(text, height);
        if (line.Width == 0)
        {
            return;
        }

        var ink = new Ink(line.Width, height, line.Scale.Pen);
        foreach (var stroke in line.Strokes)
        {
            ink.Draw(stroke);
        }

        ink.Blend(picture, x, y, color);
    }
}
