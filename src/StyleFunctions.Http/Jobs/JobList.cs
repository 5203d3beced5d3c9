namespace StyleFunctions.Http.Jobs;

/// <summary>A page of jobs, newest first.</summary>
/// <param name="Jobs">The jobs.</param>
/// <param name="Next">Where the next page is; null if this is the last.</param>
public sealed record JobList(IReadOnlyList<JobSummary> Jobs, string? Next);
