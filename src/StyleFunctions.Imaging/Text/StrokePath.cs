using System.Globalization;

namespace StyleFunctions.Imaging.Text;

/// <summary>Turns a path, as <see cref="StrokeFont"/> writes it, into lines of points.</summary>
internal sealed class StrokePath
{
    private const int PiecesOfCurve = 10;

    // Where a curve's handles stand that is a quarter of an ellipse, or, as letters look better, a little squarer.
    private const double Roundness = 0.58;

    private readonly List<List<(double X, double Y)>> _strokes = [];
    private (double X, double Y) _at;

    /// <summary>Reads a path.</summary>
    /// <param name="path">Commands, one after the other.</param>
    /// <exception cref="FormatException">There is no such command.</exception>
    public static IReadOnlyList<IReadOnlyList<(double X, double Y)>> Parse(string path)
    {
        var parsed = new StrokePath();
        var words = new Queue<string>(path.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        while (words.TryDequeue(out var word))
        {
            parsed.Add(word, words);
        }

        return parsed._strokes;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static (double X, double Y) Point(string text)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        return (Number(text[..comma]), Number(text[(comma + 1)..]));
    }

    private void Add(string word, Queue<string> words)
    {
        var (command, first) = (word[0], word[1..]);
        switch (command)
        {
            case 'M':
                _at = Point(first);
                _strokes.Add([_at]);
                break;
            case 'L':
                LineTo(Point(first));
                break;
            case 'H':
                LineTo((Number(first), _at.Y));
                break;
            case 'V':
                LineTo((_at.X, Number(first)));
                break;
            case 'Q':
                var (handle, end) = (Point(first), Point(words.Dequeue()));
                CurveTo(Between(_at, handle, 2 / 3.0), Between(end, handle, 2 / 3.0), end);
                break;
            case 'C':
                CurveTo(Point(first), Point(words.Dequeue()), Point(words.Dequeue()));
                break;
            case 'U':
                QuarterTo(Point(first), p => (_at.X, p.Y));
                break;
            case 'R':
                QuarterTo(Point(first), p => (p.X, _at.Y));
                break;
            default:
                throw new FormatException($"A path has no command {command}.");
        }
    }

    private void QuarterTo((double X, double Y) end, Func<(double X, double Y), (double X, double Y)> cornerBefore)
    {
        var corner = cornerBefore(end);
        CurveTo(Between(_at, corner, Roundness), Between(end, corner, Roundness), end);
    }

    private void LineTo((double X, double Y) end)
    {
        _strokes[^1].Add(end);
        _at = end;
    }

    private void CurveTo((double X, double Y) handle1, (double X, double Y) handle2, (double X, double Y) end)
    {
        var start = _at;
        for (var i = 1; i <= PiecesOfCurve; i++)
        {
            var t = (double)i / PiecesOfCurve;
            var (a, b, c) = (Between(start, handle1, t), Between(handle1, handle2, t), Between(handle2, end, t));
            LineTo(Between(Between(a, b, t), Between(b, c, t), t));
        }
    }

    private static (double X, double Y) Between((double X, double Y) from, (double X, double Y) to, double share) =>
        (from.X + (to.X - from.X) * share, from.Y + (to.Y - from.Y) * share);
}
