using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Http.Events;

/// <summary>How a job is.</summary>
/// <param name="State">Its state.</param>
/// <param name="Fraction">The share of its work that is done, 0 to 1.</param>
/// <param name="RemainingSeconds">Seconds of work left; null before the first chunk.</param>
public sealed record StateEvent(JobState State, double Fraction, double? RemainingSeconds);
