namespace StyleFunctions.Pipeline.Orchestration;

/// <summary>Why what belongs to all variants of a job cannot be made.</summary>
/// <param name="Job">The job's id.</param>
/// <param name="Message">One sentence that a person can act on.</param>
public sealed record FinishFailure(string Job, string Message);
