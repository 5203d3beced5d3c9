using StyleFunctions.Imaging.Text;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Pipeline.ContactSheets;

/// <summary>What is written on a sheet.</summary>
internal static class SheetText
{
    private const string Separator = ", ";

    // The machine's room for it, which says nothing of the pictures.
    private const string Memory = "memory";

    /// <summary>The job's name, and what all of its variants have in common.</summary>
    /// <param name="job">The job.</param>
    /// <param name="width">The room in pixels.</param>
    /// <param name="most">The most lines below the name.</param>
    public static IReadOnlyList<string> Title(Job job, int width, int most)
    {
        var title = string.IsNullOrWhiteSpace(job.Name) ? $"Job {job.Id}" : job.Name;
        return [
            TextDrawing.Fit(title, SheetLayout.TitleHeight, width),
            .. Wrap(string.Join(Separator, Shared(job)), width, most)];
    }

    /// <summary>Breaks a text where its parts are parted; the last line is cut short if need be.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">The room in pixels.</param>
    /// <param name="most">The most lines.</param>
    public static IReadOnlyList<string> Wrap(string text, int width, int most)
    {
        var lines = new List<string>();
        for (var rest = text; rest.Length > 0;)
        {
            var end = lines.Count == most - 1 ? rest.Length : LineEnd(rest, width);
            lines.Add(TextDrawing.Fit(rest[..end], SheetLayout.LineHeight, width));
            rest = rest[end..].TrimStart();
        }

        return lines;
    }

    // As many parts as fit, but at least one, with the comma after them.
    private static int LineEnd(string text, int width)
    {
        var end = 0;
        while (end < text.Length)
        {
            var comma = text.IndexOf(Separator, end, StringComparison.Ordinal);
            var next = comma < 0 ? text.Length : comma + 1;
            if (end > 0 && TextDrawing.Measure(text[..next], SheetLayout.LineHeight) > width)
            {
                break;
            }

            end = next;
        }

        return end;
    }

    private static IEnumerable<string> Shared(Job job)
    {
        var first = job.Variants[0];
        if (job.Variants.All(v => v.Content == first.Content))
        {
            yield return job.Input(first.Content).Name;
        }

        if (job.Variants.All(v => v.Styles.SequenceEqual(first.Styles)))
        {
            yield return string.Join(" + ", first.Styles.Select(s => job.Input(s).Name));
        }

        yield return job.Network.Name;
        var defaults = NetworkArchitecture.All.First(a => a.Name == job.Network.Name).DefaultSettings;
        foreach (var setting in Setting.All.Where(s => s.Name != Memory))
        {
            // A job may be older than a setting.
            if (first.Settings.TryGetValue(setting.Name, out var value)
                && value != setting.Read(defaults)
                && job.Variants.All(v => v.Settings[setting.Name] == value))
            {
                yield return $"{setting.Name} {job.Inputs.FirstOrDefault(i => i.Hash == value)?.Name ?? value}";
            }
        }
    }
}
