using System.Globalization;

namespace StyleFunctions.Imaging.Text;

/// <summary>The shape of a character, in the units of <see cref="StrokeFont"/>.</summary>
/// <param name="Width">From the middle of its leftmost stroke to that of its rightmost.</param>
/// <param name="Left">The room it needs on its left, to the middle of its leftmost stroke.</param>
/// <param name="Right">The room it needs on its right.</param>
/// <param name="Strokes">Lines, each a list of points.</param>
internal sealed record Glyph(
    double Width, double Left, double Right, IReadOnlyList<IReadOnlyList<(double X, double Y)>> Strokes)
{
    /// <summary>Whether it is as high as a capital.</summary>
    public bool IsHigh { get; } = Strokes.Any(s => s.Any(p => p.Y > StrokeFont.Small + 1));

    /// <summary>Reads a line of the font's table.</summary>
    /// <param name="parts">Character, ends, width, strokes.</param>
    public static Glyph Parse(string[] parts) => new(
        double.Parse(parts[2], CultureInfo.InvariantCulture),
        Room(parts[1][0]),
        Room(parts[1][1]),
        StrokePath.Parse(parts[3]));

    // Straight strokes side by side need the most room, if all are to look equally far apart.
    private static double Room(char end) => end switch
    {
        '|' => 1.75,
        '(' or ')' => 1.4,
        _ => 1,
    };
}
