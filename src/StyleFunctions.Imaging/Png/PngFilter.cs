using System.Runtime.CompilerServices;

namespace StyleFunctions.Imaging.Png;

/// <summary>PNG's five row filters (section 9 of the specification), applied and undone.</summary>
internal static class PngFilter
{
    /// <summary>
    /// Filters a row by the rule that gives the smallest sum of absolute differences (section 12.7), into
    /// <paramref name="best"/>, whose first byte is the filter's number.
    /// </summary>
    public static void ApplyBest(
        ReadOnlySpan<byte> row, ReadOnlySpan<byte> previous, int bytesPerPixel, Span<byte> scratch, Span<byte> best)
    {
        var bestSum = long.MaxValue;
        for (var filter = 0; filter < 5; filter++)
        {
            var sum = Apply(filter, row, previous, bytesPerPixel, scratch);
            if (sum < bestSum)
            {
                bestSum = sum;
                scratch.CopyTo(best);
            }
        }
    }

    /// <summary>Undoes a row's filter in place.</summary>
    /// <param name="filter">The filter's number.</param>
    /// <param name="row">The filtered bytes.</param>
    /// <param name="previous">The row before, its filter undone; zeros before the first.</param>
    /// <param name="distance">From a byte to its left neighbour.</param>
    /// <exception cref="PictureFormatException">There is no such filter.</exception>
    public static void Undo(byte filter, Span<byte> row, ReadOnlySpan<byte> previous, int distance)
    {
        switch (filter)
        {
            case 0:
                break;
            case 1:
                UndoLeft(row, distance);
                break;
            case 2:
                UndoAbove(row, previous);
                break;
            case 3:
                UndoMean(row, previous, distance);
                break;
            case 4:
                UndoPaeth(row, previous, distance);
                break;
            default:
                throw new PictureFormatException(
                    $"The PNG file is damaged: a row has the filter {filter}; 0 to 4 are defined.");
        }
    }

    /// <summary>The Paeth predictor: of left, above and above-left the closest to left + above - above-left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Paeth(int left, int above, int aboveLeft)
    {
        // The estimate less each of the three. Written for conditional moves: in photographs, jumps here are guesses.
        var toLeft = above - aboveLeft;
        var toAbove = left - aboveLeft;
        var toAboveLeft = Magnitude(toLeft + toAbove);
        toLeft = Magnitude(toLeft);
        toAbove = Magnitude(toAbove);
        var best = toAbove < toLeft ? above : left;
        var toBest = toAbove < toLeft ? toAbove : toLeft;
        return (byte)(toAboveLeft < toBest ? aboveLeft : best);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Magnitude(int difference) => (difference ^ (difference >> 31)) - (difference >> 31);

    private static long Apply(
        int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> previous, int bytesPerPixel, Span<byte> filtered)
    {
        long sum = 0;
        filtered[0] = (byte)filter;
        for (var i = 0; i < row.Length; i++)
        {
            int left = i >= bytesPerPixel ? row[i - bytesPerPixel] : 0;
            int above = previous[i];
            int aboveLeft = i >= bytesPerPixel ? previous[i - bytesPerPixel] : 0;
            var prediction = filter switch
            {
                0 => 0,
                1 => left,
                2 => above,
                3 => (left + above) / 2,
                _ => Paeth(left, above, aboveLeft),
            };
            var difference = (byte)(row[i] - prediction);
            filtered[i + 1] = difference;
            sum += Math.Abs((int)(sbyte)difference);
        }

        return sum;
    }

    private static void UndoLeft(Span<byte> row, int distance)
    {
        for (var i = distance; i < row.Length; i++)
        {
            row[i] += row[i - distance];
        }
    }

    private static void UndoAbove(Span<byte> row, ReadOnlySpan<byte> previous)
    {
        for (var i = 0; i < row.Length; i++)
        {
            row[i] += previous[i];
        }
    }

    private static void UndoMean(Span<byte> row, ReadOnlySpan<byte> previous, int distance)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var left = i >= distance ? row[i - distance] : 0;
            row[i] += (byte)((left + previous[i]) / 2);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // One row in, a large picture is otherwise half read.
    private static void UndoPaeth(Span<byte> row, ReadOnlySpan<byte> previous, int distance)
    {
        var first = Math.Min(distance, row.Length);
        for (var i = 0; i < first; i++)
        {
            row[i] += previous[i];
        }

        // One run over the row for each byte of a pixel, so that the neighbours stay in registers.
        for (var start = 0; start < first; start++)
        {
            int left = row[start];
            int aboveLeft = previous[start];
            for (var i = start + distance; i < row.Length; i += distance)
            {
                int above = previous[i];
                left = (byte)(row[i] + Paeth(left, above, aboveLeft));
                row[i] = (byte)left;
                aboveLeft = above;
            }
        }
    }
}
