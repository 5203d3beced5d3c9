using System.Globalization;
using System.Text;

namespace StyleFunctions.Pipeline.Chunks;

/// <summary>
/// The losses of every iteration as a table: iteration (over all scales, from 1), scale (from 1), total, content,
/// style, each style layer, tv, seconds.
/// </summary>
public static class LossesCsv
{
    /// <summary>Writes the table.</summary>
    /// <param name="history">The committed chunks.</param>
    public static string Write(VariantHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        string[] layers = history.Chunks.Count == 0 ? [] : [.. history.Chunks[0].Losses.StyleLayers.Keys];
        var table = new StringBuilder();
        table.AppendJoin(',', ["iteration", "scale", "total", "content", "style", .. layers, "tv", "seconds"]);
        table.Append('\n');
        var iteration = 0;
        foreach (var chunk in history.Chunks)
        {
            for (var i = 0; i < chunk.End - chunk.Start; i++)
            {
                AppendRow(table, ++iteration, chunk, layers, i);
            }
        }

        return table.ToString();
    }

    private static void AppendRow(StringBuilder table, int iteration, ChunkManifest chunk, string[] layers, int i)
    {
        var losses = chunk.Losses;
        table.Append(CultureInfo.InvariantCulture, $"{iteration},{chunk.Scale + 1}");
        foreach (var value in (double[])
            [
                losses.Total[i],
                losses.Content[i],
                losses.Style[i],
                .. layers.Select(layer => losses.StyleLayers[layer][i]),
                losses.Tv[i],
                losses.Seconds[i],
            ])
        {
            table.Append(CultureInfo.InvariantCulture, $",{value:R}");
        }

        table.Append('\n');
    }
}
