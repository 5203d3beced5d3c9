namespace StyleFunctions.Imaging.Jpeg;

/// <summary>
/// Gives a component's rows at the picture's full size. Where a component has half the samples, in one direction or
/// both, each new sample is three parts of the nearer and one part of the farther (a triangle filter); elsewhere
/// samples are repeated. Roundings alternate so that the mean does not drift, in the pattern common decoders have.
/// </summary>
internal sealed class ComponentUpsampler
{
    /// <summary>A component of fewer samples in a row is repeated rather than filtered.</summary>
    private const int LeastFilteredWidth = 3;

    private readonly JpegComponent _component;
    private readonly int _acrossFactor;
    private readonly int _downFactor;
    private readonly bool _filtersAcross;
    private readonly bool _filtersDown;
    private readonly int[] _sums;

    /// <summary>Prepares a component whose samples are all there.</summary>
    public ComponentUpsampler(JpegComponent component, JpegFrame frame)
    {
        _component = component;
        _acrossFactor = frame.MaximumHorizontal / component.Horizontal;
        _downFactor = frame.MaximumVertical / component.Vertical;
        _filtersAcross = _acrossFactor == 2 && _downFactor <= 2 && component.Width >= LeastFilteredWidth;
        _filtersDown = _downFactor == 2 && (_acrossFactor == 1 || _filtersAcross);
        _sums = new int[component.Width];
        RowLength = component.Width * _acrossFactor;
    }

    /// <summary>The length of an upsampled row: at least the picture's width.</summary>
    public int RowLength { get; }

    /// <summary>Makes one row.</summary>
    /// <param name="y">The picture's row.</param>
    /// <param name="row"><see cref="RowLength"/> samples to write.</param>
    public void FillRow(int y, Span<byte> row)
    {
        var near = Row(y / _downFactor);
        if (_filtersDown)
        {
            // The rows at the picture's top and bottom are their own neighbours.
            var isUpper = y % 2 == 0;
            var far = Row(Math.Clamp((y / 2) + (isUpper ? -1 : 1), 0, _component.Height - 1));
            if (_filtersAcross)
            {
                FilterBoth(near, far, row);
            }
            else
            {
                FilterDown(near, far, isUpper ? 1 : 2, row);
            }
        }
        else if (_filtersAcross)
        {
            FilterAcross(near, row);
        }
        else
        {
            Repeat(near, row);
        }
    }

    private ReadOnlySpan<byte> Row(int y) => _component.Samples.AsSpan(y * _component.Stride, _component.Width);

    private void Repeat(ReadOnlySpan<byte> source, Span<byte> row)
    {
        if (_acrossFactor == 1)
        {
            source.CopyTo(row);
            return;
        }

        for (var x = 0; x < source.Length; x++)
        {
            row.Slice(x * _acrossFactor, _acrossFactor).Fill(source[x]);
        }
    }

    private static void FilterDown(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, int rounding, Span<byte> row)
    {
        far = far[..near.Length];
        row = row[..near.Length];
        for (var x = 0; x < near.Length; x++)
        {
            row[x] = (byte)(((3 * near[x]) + far[x] + rounding) >> 2);
        }
    }

    private static void FilterAcross(ReadOnlySpan<byte> source, Span<byte> row)
    {
        var last = source.Length - 1;
        row[0] = source[0];
        row[(2 * last) + 1] = source[last];
        for (var x = 0; x < last; x++)
        {
            row[(2 * x) + 1] = (byte)(((3 * source[x]) + source[x + 1] + 2) >> 2);
            row[(2 * x) + 2] = (byte)(((3 * source[x + 1]) + source[x] + 1) >> 2);
        }
    }

    private void FilterBoth(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, Span<byte> row)
    {
        var sums = _sums.AsSpan(0, near.Length);
        far = far[..near.Length];
        for (var x = 0; x < near.Length; x++)
        {
            sums[x] = (3 * near[x]) + far[x];
        }

        var last = sums.Length - 1;
        row[0] = (byte)(((4 * sums[0]) + 8) >> 4);
        row[(2 * last) + 1] = (byte)(((4 * sums[last]) + 7) >> 4);
        for (var x = 0; x < last; x++)
        {
            row[(2 * x) + 1] = (byte)(((3 * sums[x]) + sums[x + 1] + 7) >> 4);
            row[(2 * x) + 2] = (byte)(((3 * sums[x + 1]) + sums[x] + 8) >> 4);
        }
    }
}
