namespace StyleFunctions.Http.Jobs;

/// <summary>What can be done with a job, and where.</summary>
/// <param name="Self">The job.</param>
/// <param name="Events">Its events.</param>
/// <param name="Pause">POST to pause it.</param>
/// <param name="Resume">POST to let it go on.</param>
/// <param name="Cancel">POST to cancel it.</param>
public sealed record JobLinks(string Self, string Events, string Pause, string Resume, string Cancel)
{
    /// <summary>The links of a job.</summary>
    /// <param name="job">The job's id.</param>
    internal static JobLinks Of(string job)
    {
        var self = JobUrls.Job(job);
        return new(self, $"{self}/events", $"{self}/pause", $"{self}/resume", $"{self}/cancel");
    }
}
