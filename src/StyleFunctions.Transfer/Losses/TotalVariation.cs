using System.Numerics;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Losses;

/// <summary>
/// Total variation of one colour plane, H x W, row by row, with its gradient, so that rows can be shared out among
/// threads. The sum over the rows of three planes is the loss.
/// </summary>
internal sealed class TotalVariation
{
    private readonly TotalVariationKind _kind;
    private readonly int _height;
    private readonly int _width;
    private readonly double _straight;
    private readonly double _diagonal;

    /// <param name="kind">Which one.</param>
    /// <param name="pixelRange">Range of a pixel, for a sum of squares.</param>
    /// <param name="height">H.</param>
    /// <param name="width">W.</param>
    public TotalVariation(TotalVariationKind kind, double pixelRange, int height, int width)
    {
        _kind = kind;
        _height = height;
        _width = width;

        // The nine-point stencil: 2 * (mean dx^2 / 3 + mean dy^2 / 3 + mean diagonal^2 / 12, twice), the means over
        // three colours; the diagonals' reach into the border.
        var ninePoint = kind == TotalVariationKind.NinePoint;
        _straight = ninePoint ? 2.0 / 3 / (3.0 * height * width) : pixelRange * pixelRange / 2;
        _diagonal = ninePoint ? 2.0 / 12 / (3.0 * (height + 1) * (width + 1)) : 0;
    }

    /// <summary>
    /// One row's part of the loss; adds weight times the gradient of the whole loss at that row's pixels.
    /// </summary>
    /// <param name="plane">H x W pixels.</param>
    /// <param name="y">The row.</param>
    /// <param name="weight">The loss's weight in the total.</param>
    /// <param name="gradient">W, added to.</param>
    public double AddRow(ReadOnlySpan<float> plane, int y, double weight, Span<float> gradient) =>
        _kind == TotalVariationKind.NinePoint
            ? AddNinePointRow(plane, y, weight, gradient)
            : AddSumOfSquaresRow(plane, y, weight, gradient);

    private static double Square(double d) => d * d;

    private double AddNinePointRow(ReadOnlySpan<float> plane, int y, double weight, Span<float> gradient)
    {
        double straight = 0, diagonal = 0;
        var x = 0;
        if (y > 0 && y < _height - 1)
        {
            x = AddInnerPositions(plane, y, weight, gradient, ref straight, ref diagonal);
            AddPosition(plane, y, 0, weight, gradient, ref straight, ref diagonal);
        }

        for (; x < _width; x++)
        {
            AddPosition(plane, y, x, weight, gradient, ref straight, ref diagonal);
        }

        // The diagonals that begin in the border left of the row, and for the first row those of the border above.
        diagonal += Diagonals(plane, y, -1);
        for (var b = y == 0 ? -1 : _width; b < _width; b++)
        {
            diagonal += Diagonals(plane, -1, b);
        }

        return _straight * straight + _diagonal * diagonal;
    }

    // Positions whose eight neighbours all lie inside, as many as registers hold whole; returns the first not done.
    private int AddInnerPositions(
        ReadOnlySpan<float> plane, int y, double weight, Span<float> gradient, ref double straight, ref double diagonal)
    {
        var above = plane.Slice((y - 1) * _width, _width);
        var row = plane.Slice(y * _width, _width);
        var below = plane.Slice((y + 1) * _width, _width);
        var onStraight = new Vector<float>((float)(2 * weight * _straight));
        var onDiagonal = new Vector<float>((float)(2 * weight * _diagonal));
        var straightSquares = Vector<float>.Zero;
        var diagonalSquares = Vector<float>.Zero;
        var x = 1;
        for (; x + Vector<float>.Count < _width; x += Vector<float>.Count)
        {
            var p = new Vector<float>(row[x..]);
            var right = new Vector<float>(row[(x + 1)..]);
            var under = new Vector<float>(below[x..]);
            var underRight = new Vector<float>(below[(x + 1)..]);
            var dx = right - p;
            var dy = under - p;
            var d1 = underRight - p;
            var d2 = under - right;
            straightSquares += dx * dx + dy * dy;
            diagonalSquares += d1 * d1 + d2 * d2;

            var sides = p - new Vector<float>(row[(x - 1)..]) + (p - new Vector<float>(above[x..])) - dx - dy;
            var corners = p - new Vector<float>(above[(x - 1)..]) + (p - new Vector<float>(above[(x + 1)..]))
                + (p - new Vector<float>(below[(x - 1)..])) - d1;
            (new Vector<float>(gradient[x..]) + sides * onStraight + corners * onDiagonal).CopyTo(gradient[x..]);
        }

        straight += Vector.Sum(straightSquares);
        diagonal += Vector.Sum(diagonalSquares);
        return x;
    }

    private void AddPosition(
        ReadOnlySpan<float> plane, int y, int x, double weight, Span<float> gradient,
        ref double straight, ref double diagonal)
    {
        double p = At(plane, y, x);
        straight += Square(At(plane, y, x + 1) - p) + Square(At(plane, y + 1, x) - p);
        diagonal += Diagonals(plane, y, x);
        var sides = 4 * p - At(plane, y, x - 1) - At(plane, y, x + 1) - At(plane, y - 1, x) - At(plane, y + 1, x);

        // An edge pixel also stands in the border, with diagonals of its own there.
        var corners = 0.0;
        for (var a = y == 0 ? -1 : y; a <= (y == _height - 1 ? _height : y); a++)
        {
            for (var b = x == 0 ? -1 : x; b <= (x == _width - 1 ? _width : x); b++)
            {
                corners += Corner(plane, p, a - 1, b - 1) + Corner(plane, p, a - 1, b + 1)
                    + Corner(plane, p, a + 1, b - 1) + Corner(plane, p, a + 1, b + 1);
            }
        }

        gradient[x] += (float)(2 * weight * (_straight * sides + _diagonal * corners));
    }

    // The difference from a diagonal neighbour on the padded plane; none beyond the border.
    private double Corner(ReadOnlySpan<float> plane, double p, int y, int x) =>
        y < -1 || y > _height || x < -1 || x > _width ? 0 : p - At(plane, y, x);

    // Both diagonals of the square that begins at a position of the padded plane.
    private double Diagonals(ReadOnlySpan<float> plane, int y, int x) =>
        Square(At(plane, y + 1, x + 1) - (double)At(plane, y, x))
        + Square(At(plane, y + 1, x) - (double)At(plane, y, x + 1));

    private float At(ReadOnlySpan<float> plane, int y, int x) =>
        plane[Math.Clamp(y, 0, _height - 1) * _width + Math.Clamp(x, 0, _width - 1)];

    // jcjohnson's differences are both taken only where a pixel has a neighbour to the right and one below.
    private double AddSumOfSquaresRow(ReadOnlySpan<float> plane, int y, double weight, Span<float> gradient)
    {
        var squares = 0.0;
        var hasBelow = y < _height - 1;
        for (var x = 0; x < _width; x++)
        {
            double p = At(plane, y, x);
            var hasRight = x < _width - 1;
            var derivative = 0.0;
            if (hasBelow && hasRight)
            {
                var dx = At(plane, y, x + 1) - p;
                var dy = At(plane, y + 1, x) - p;
                squares += dx * dx + dy * dy;
                derivative -= dx + dy;
            }

            if (hasBelow && x > 0)
            {
                derivative += p - At(plane, y, x - 1);
            }

            if (hasRight && y > 0)
            {
                derivative += p - At(plane, y - 1, x);
            }

            gradient[x] += (float)(2 * weight * _straight * derivative);
        }

        return _straight * squares;
    }
}
