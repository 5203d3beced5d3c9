namespace StyleFunctions.Imaging.Text;

/// <summary>
/// What a round pen covers of a box of pixels: each pixel by its distance to the nearest stroke, so that edges are
/// smooth, and strokes that cross are not darker than others.
/// </summary>
/// <param name="width">The box's width.</param>
/// <param name="height">The box's height.</param>
/// <param name="pen">The pen's width; all in pixels.</param>
internal sealed class Ink(int width, int height, double pen)
{
    private readonly float[] _cover = new float[width * height];

    /// <summary>Draws a line; what is outside the box is left out.</summary>
    /// <param name="points">Its points, in pixels from the top left corner.</param>
    public void Draw(IEnumerable<(double X, double Y)> points)
    {
        (double X, double Y)? before = null;
        foreach (var point in points)
        {
            DrawPiece(before ?? point, point);
            before = point;
        }
    }

    /// <summary>Lays a colour on a picture where there is ink.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="left">Where the box's left edge lies in it.</param>
    /// <param name="top">Where its upper edge lies.</param>
    /// <param name="color">The colour.</param>
    public void Blend(Picture picture, int left, int top, Rgb color)
    {
        var (first, last) = (Math.Max(0, -left), Math.Min(width, picture.Width - left));
        for (var y = Math.Max(0, -top); y < Math.Min(height, picture.Height - top) && first < last; y++)
        {
            var covers = _cover.AsSpan(y * width, width)[first..last];
            var start = (top + y) * picture.Width + left + first;
            Blend(picture.Plane(0).Slice(start, covers.Length), covers, color.Red);
            Blend(picture.Plane(1).Slice(start, covers.Length), covers, color.Green);
            Blend(picture.Plane(2).Slice(start, covers.Length), covers, color.Blue);
        }
    }

    private static void Blend(Span<float> samples, ReadOnlySpan<float> covers, float color)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] += (color - samples[i]) * covers[i];
        }
    }

    private void DrawPiece((double X, double Y) from, (double X, double Y) to)
    {
        var reach = pen / 2 + 0.5;
        var (left, right) = (First(Math.Min(from.X, to.X)), Last(Math.Max(from.X, to.X), width));
        var (top, bottom) = (First(Math.Min(from.Y, to.Y)), Last(Math.Max(from.Y, to.Y), height));
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                var cover = (float)Math.Clamp(reach - Distance(x + 0.5, y + 0.5, from, to), 0, 1);
                ref var covered = ref _cover[y * width + x];
                covered = Math.Max(covered, cover);
            }
        }

        int First(double edge) => Math.Max(0, (int)Math.Floor(edge - reach - 0.5));
        int Last(double edge, int count) => Math.Min(count - 1, (int)Math.Ceiling(edge + reach));
    }

    private static double Distance(double x, double y, (double X, double Y) from, (double X, double Y) to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var square = dx * dx + dy * dy;
        var along = square == 0 ? 0 : Math.Clamp(((x - from.X) * dx + (y - from.Y) * dy) / square, 0, 1);
        var (ex, ey) = (x - from.X - along * dx, y - from.Y - along * dy);
        return Math.Sqrt(ex * ex + ey * ey);
    }
}
