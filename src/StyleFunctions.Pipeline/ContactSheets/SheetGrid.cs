using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Pipeline.ContactSheets;

/// <summary>
/// How many variants stand side by side. A sweep's rows are full: contents down and styles across, or whatever else
/// varies, so that what differs in one thing stands in one row or one column.
/// </summary>
internal static class SheetGrid
{
    // Columns to rows that look best, the most that still look like a table, and the most whose pictures need not
    // shrink.
    private const double BestShape = 1.5;
    private const double WidestShape = 8;
    private const int MostColumns = 22;

    /// <summary>The number of columns.</summary>
    /// <param name="variants">A job's variants, in order.</param>
    public static int Columns(IReadOnlyList<Variant> variants)
    {
        var nearSquare = (int)Math.Ceiling(Math.Sqrt(variants.Count));
        return FullRows(variants)
            .Where(columns => columns <= MostColumns && Shape(columns) is >= 1 / WidestShape and <= WidestShape)
            .DefaultIfEmpty(nearSquare)
            .MinBy(columns => Math.Abs(Math.Log(Shape(columns) / BestShape)));

        double Shape(int columns) => (double)columns * columns / variants.Count;
    }

    // The first things that vary go down, the others across.
    private static IEnumerable<int> FullRows(IReadOnlyList<Variant> variants)
    {
        int[] counts = [.. Varying(variants)];
        if (counts.Aggregate(1, (product, count) => product * count) != variants.Count)
        {
            yield break;
        }

        for (var down = 0; down < counts.Length; down++)
        {
            yield return counts.Skip(down).Aggregate(1, (product, count) => product * count);
        }
    }

    // In the order of Sweep: contents, styles, settings.
    private static IEnumerable<int> Varying(IReadOnlyList<Variant> variants)
    {
        IEnumerable<Func<Variant, string>> things =
        [
            v => v.Content,
            v => string.Join(' ', v.Styles),
            .. variants[0].Settings.Keys.Select(name => (Func<Variant, string>)(v => v.Settings[name])),
        ];
        return things.Select(thing => variants.Select(thing).Distinct().Count()).Where(count => count > 1);
    }
}
