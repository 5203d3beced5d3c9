using System.Globalization;

namespace StyleFunctions.Http.Jobs;

/// <summary>A job's place in the list: newest first, and by id among those of the same moment.</summary>
/// <param name="Accepted">When it was accepted.</param>
/// <param name="Id">Its id.</param>
internal sealed record JobPlace(DateTimeOffset Accepted, string Id) : IComparable<JobPlace>
{
    /// <summary>The place as a cursor in an address.</summary>
    public string Cursor => string.Create(CultureInfo.InvariantCulture, $"{Accepted.UtcTicks:x}-{Id}");

    /// <summary>The place that a cursor names; null if it is none.</summary>
    /// <param name="cursor">The cursor.</param>
    public static JobPlace? Parse(string cursor)
    {
        var dash = cursor.IndexOf('-', StringComparison.Ordinal);
        return dash > 0
            && long.TryParse(cursor[..dash], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var ticks)
            && ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new JobPlace(new DateTimeOffset(ticks, TimeSpan.Zero), cursor[(dash + 1)..])
            : null;
    }

    /// <inheritdoc/>
    public int CompareTo(JobPlace? other)
    {
        if (other is null)
        {
            return 1;
        }

        var later = other.Accepted.CompareTo(Accepted);
        return later != 0 ? later : string.CompareOrdinal(Id, other.Id);
    }
}
