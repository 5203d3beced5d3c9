namespace StyleFunctions.Pipeline.Jobs;

/// <summary>A job that is in the store.</summary>
/// <param name="Job">The job.</param>
/// <param name="IsNew">Whether it was not there before.</param>
public sealed record AcceptedJob(Job Job, bool IsNew);
