namespace StyleFunctions.Transfer.Settings;

/// <summary>Suggests the name a person probably meant.</summary>
public static class DidYouMean
{
    /// <summary>"; did you mean 'x'?" for the nearest name at an edit distance of at most a third of its length, else ".".</summary>
    /// <param name="given">What was written.</param>
    /// <param name="names">What could have been meant.</param>
    public static string Suggest(string given, IEnumerable<string> names)
    {
        var nearest = names.Select(n => (Name: n, Distance: EditDistance(given, n))).OrderBy(n => n.Distance).FirstOrDefault();
        return nearest.Name is not null && nearest.Distance <= Math.Max(1, nearest.Name.Length / 3)
            ? $"; did you mean '{nearest.Name}'?"
            : ".";
    }

    // Levenshtein's distance, row by row.
    private static int EditDistance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
