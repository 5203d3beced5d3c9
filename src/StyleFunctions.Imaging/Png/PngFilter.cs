namespace StyleFunctions.Imaging.Png;

/// <summary>PNG's five row filters (section 9 of the specification), forward.</summary>
internal static class PngFilter
{
    /// <summary>
    /// Filters a row by the rule that gives the smallest sum of absolute differences (section 12.7), into
    /// <paramref name="best"/>, whose first byte is the filter's number.
    /// </summary>
    public static void ApplyBest(ReadOnlySpan<byte> row, ReadOnlySpan<byte> previous, int bytesPerPixel, Span<byte> scratch, Span<byte> best)
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

    /// <summary>The Paeth predictor: whichever of left, above and above-left is closest to left + above - above-left.</summary>
    public static byte Paeth(int left, int above, int aboveLeft)
    {
        var estimate = left + above - aboveLeft;
        var toLeft = Math.Abs(estimate - left);
        var toAbove = Math.Abs(estimate - above);
        var toAboveLeft = Math.Abs(estimate - aboveLeft);
        return (byte)(toLeft <= toAbove && toLeft <= toAboveLeft ? left : toAbove <= toAboveLeft ? above : aboveLeft);
    }

    private static long Apply(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> previous, int bytesPerPixel, Span<byte> filtered)
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
}
