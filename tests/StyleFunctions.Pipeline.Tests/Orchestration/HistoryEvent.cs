namespace StyleFunctions.Pipeline.Tests.Orchestration;

/// <summary>An entry of a history: what came of a call.</summary>
/// <param name="Call">Which call of the execution, from 0.</param>
/// <param name="Result">Its result as JSON.</param>
/// <param name="Failure">Why it failed; null if it did not.</param>
internal sealed record HistoryEvent(int Call, string Result, string? Failure = null);
