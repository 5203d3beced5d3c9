namespace StyleFunctions.Pipeline.Local;

/// <summary>How a <see cref="LocalJobHost"/> shares its time.</summary>
public sealed record LocalJobHostOptions
{
    /// <summary>How many jobs may wait; more are refused.</summary>
    public int Bound { get; init; } = 1000;

    /// <summary>How long a job is painted while others wait. A chunk is never cut short for it.</summary>
    public TimeSpan Turn { get; init; } = TimeSpan.FromMinutes(1);
}
