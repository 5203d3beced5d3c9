namespace StyleFunctions.Transfer.Settings;

/// <summary>Suggests the name a person probably meant.</summary>
public static class DidYouMean
{
    /// <summary>
    /// "; did you mean 'x'?" for the nearest name at an edit distance of at most a third of its length, else ".".
    /// </summary>
    /// <param name="given">What was written.</param>
    /// <param name="names">What could have been meant.</param>
    public static string Suggest(string given, IEnumerable<string> names)
    {
        var nearest = names.Select(n => (Name: n, Distance: EditDistance(given, n)))
            .OrderBy(n => n.Distance).FirstOrDefault();
        return nearest.Name is not null && nearest.Distance <= Math.Max(1, nearest.Name.Length / 3)
            ? $"; did you mean '{nearest.Name}'?"
            : ".";
    }

    // Levenshtein's distance, with two letters the wrong way round counted as one mistake.
    private static int EditDistance(string a, string b)
    {
        var distance = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                distance[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(
                        distance[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1),
                        Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    distance[i, j] = Math.Min(distance[i, j], distance[i - 2, j - 2] + 1);
                }
            }
        }

        return distance[a.Length, b.Length];
    }
}
