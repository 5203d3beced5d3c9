using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Http.Jobs;

/// <summary>Where things of jobs are found over HTTP.</summary>
internal static class JobUrls
{
    /// <summary>All jobs.</summary>
    public const string Jobs = "/api/jobs";

    /// <summary>A job.</summary>
    /// <param name="job">The job's id.</param>
    public static string Job(string job) => $"{Jobs}/{job}";

    /// <summary>An artifact of a job; null for null.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="artifact">The artifact's name in the store.</param>
    public static string? File(string job, string? artifact) =>
        artifact is null ? null : $"{Job(job)}/files/{artifact[JobLayout.Folder(job).Length..]}";
}
