using System.Globalization;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Http.Events;

/// <summary>
/// How many chunks of each variant somebody has seen: the id of an event. Variants that are seen to their end, from the
/// first on, are only counted, so that it stays short: "2;2=5;3=1".
/// </summary>
internal sealed class EventCursor
{
    private readonly int[] _seen;

    private EventCursor(int[] seen) => _seen = seen;

    /// <summary>Nothing seen of a job.</summary>
    /// <param name="job">The job.</param>
    public static EventCursor Start(Job job) => new(new int[job.Variants.Count]);

    /// <summary>What an id says was seen; nothing, if it says nothing.</summary>
    /// <param name="history">The job as it stands.</param>
    /// <param name="id">The id; may be anything.</param>
    public static EventCursor Parse(JobHistory history, string? id)
    {
        var cursor = Start(history.Job);
        var parts = (id ?? "").Split(';');
        if (!TryNumber(parts[0], out var whole) || whole > history.Variants.Count)
        {
            return cursor;
        }

        for (var i = 0; i < whole; i++)
        {
            cursor._seen[i] = history.Variants[i].Chunks.Count;
        }

        foreach (var part in parts.Skip(1))
        {
            if (part.Split('=') is [var index, var count]
                && TryNumber(index, out var variant) && variant < history.Variants.Count
                && TryNumber(count, out var chunks))
            {
                cursor._seen[variant] = Math.Min(chunks, history.Variants[variant].Chunks.Count);
            }
        }

        return cursor;
    }

    /// <summary>How many chunks of a variant were seen.</summary>
    /// <param name="variant">The variant's index.</param>
    public int Seen(int variant) => _seen[variant];

    /// <summary>One more chunk of a variant is seen.</summary>
    /// <param name="variant">The variant's index.</param>
    public void Advance(int variant) => _seen[variant]++;

    /// <summary>The id.</summary>
    /// <param name="history">The job as it stands.</param>
    public string Id(JobHistory history)
    {
        var whole = 0;
        while (whole < _seen.Length && IsWhole(history, whole))
        {
            whole++;
        }

        return string.Join(';', Enumerable.Range(whole, _seen.Length - whole)
            .Where(i => _seen[i] > 0)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"{i}={_seen[i]}"))
            .Prepend(whole.ToString(CultureInfo.InvariantCulture)));
    }

    private bool IsWhole(JobHistory history, int variant)
    {
        var of = history.Variants[variant];
        return of.Position.IsDone(of.Variant) && _seen[variant] == of.Chunks.Count;
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
