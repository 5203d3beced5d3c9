namespace StyleFunctions.Imaging.Jpeg;

/// <summary>Puts a picture together from a frame's samples: full size, red, green and blue, upright.</summary>
internal static class PictureAssembly
{
    private static readonly float[] UnitLevels = [.. Enumerable.Range(0, 256).Select(level => level / 255f)];

    /// <summary>Assembles the picture, a row at a time.</summary>
    /// <param name="frame">A frame whose components have all their samples.</param>
    /// <param name="colors">What the components are.</param>
    /// <param name="orientation">The EXIF orientation, 1 to 8.</param>
    public static Picture Assemble(JpegFrame frame, JpegColors colors, int orientation)
    {
        var upsamplers = frame.Components.Select(c => new ComponentUpsampler(c, frame)).ToArray();
        var rows = new byte[Math.Max(Picture.Channels, upsamplers.Length)][];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = new byte[i < upsamplers.Length ? upsamplers[i].RowLength : frame.Width];
        }

        var isTurned = orientation >= 5;
        var width = isTurned ? frame.Height : frame.Width;
        var height = isTurned ? frame.Width : frame.Height;
        var picture = new Picture(width, height, new float[Picture.Channels * width * height]);
        for (var y = 0; y < frame.Height; y++)
        {
            for (var i = 0; i < upsamplers.Length; i++)
            {
                upsamplers[i].FillRow(y, rows[i]);
            }

            ColorConversion.ToRgb(
                colors,
                rows[0].AsSpan(0, frame.Width),
                rows[1].AsSpan(0, frame.Width),
                rows[2].AsSpan(0, frame.Width),
                rows.Length > 3 ? rows[3].AsSpan(0, frame.Width) : []);
            for (var channel = 0; channel < Picture.Channels; channel++)
            {
                PlaceRow(rows[channel].AsSpan(0, frame.Width), y, frame.Height, orientation, picture.Plane(channel));
            }
        }

        return picture;
    }

    /// <summary>
    /// Writes a stored row where it belongs in the upright plane: along a row or a column, forwards or backwards.
    /// </summary>
    private static void PlaceRow(ReadOnlySpan<byte> row, int y, int rows, int orientation, Span<float> plane)
    {
        // What the stored picture's first column and first row are in the upright one (EXIF 2.3, table 6).
        var startsRight = orientation is 2 or 3 or 6 or 7;
        var startsBottom = orientation is 3 or 4 or 7 or 8;
        var width = orientation >= 5 ? rows : row.Length;
        var height = orientation >= 5 ? row.Length : rows;
        int place;
        int step;
        if (orientation >= 5)
        {
            step = startsBottom ? -width : width;
            place = (startsRight ? width - 1 - y : y) + (startsBottom ? (height - 1) * width : 0);
        }
        else
        {
            step = startsRight ? -1 : 1;
            place = ((startsBottom ? height - 1 - y : y) * width) + (startsRight ? width - 1 : 0);
        }

        foreach (var level in row)
        {
            plane[place] = UnitLevels[level];
            place += step;
        }
    }
}
