namespace StyleFunctions.Imaging;

/// <summary>A margin around a picture: its own mirror image beyond each edge.</summary>
public static class PictureMargin
{
    /// <summary>The picture with a margin, in which it goes on as its mirror image; opaque.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="margin">Pixels beyond each edge, 0 or more; may be more than the picture has.</param>
    public static Picture Add(Picture picture, int margin)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfNegative(margin);
        var canvas = new Picture(picture.Width + (2 * margin), picture.Height + (2 * margin));
        for (var c = 0; c < Picture.Channels; c++)
        {
            var source = picture.Plane(c);
            var target = canvas.Plane(c);
            for (var y = 0; y < canvas.Height; y++)
            {
                var from = source.Slice(Mirrored(y - margin, picture.Height) * picture.Width, picture.Width);
                var to = target.Slice(y * canvas.Width, canvas.Width);
                from.CopyTo(to[margin..]);
                for (var x = 1; x <= margin; x++)
                {
                    to[margin - x] = from[Mirrored(-x, picture.Width)];
                    to[^(margin - x + 1)] = from[Mirrored(picture.Width - 1 + x, picture.Width)];
                }
            }
        }

        return canvas;
    }

    /// <summary>What is left when a margin is cut off; opaque.</summary>
    /// <param name="canvas">A picture with a margin.</param>
    /// <param name="margin">Pixels to cut off at each edge; less than half of either side.</param>
    public static Picture CutOff(Picture canvas, int margin)
    {
        ArgumentNullException.ThrowIfNull(canvas);
        ArgumentOutOfRangeException.ThrowIfNegative(margin);
        var picture = new Picture(canvas.Width - (2 * margin), canvas.Height - (2 * margin));
        for (var c = 0; c < Picture.Channels; c++)
        {
            for (var y = 0; y < picture.Height; y++)
            {
                canvas.Plane(c).Slice(((y + margin) * canvas.Width) + margin, picture.Width)
                    .CopyTo(picture.Plane(c)[(y * picture.Width)..]);
            }
        }

        return picture;
    }

    // The edge itself is repeated: 2 1 0 | 0 1 2.
    private static int Mirrored(int place, int length)
    {
        var period = 2 * length;
        var turned = ((place % period) + period) % period;
        return Math.Min(turned, period - 1 - turned);
    }
}
