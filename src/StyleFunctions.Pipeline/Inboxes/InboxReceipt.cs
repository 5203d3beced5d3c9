namespace StyleFunctions.Pipeline.Inboxes;

/// <summary>Lies beside a file of the inbox that became a job (NAME.job.json).</summary>
/// <param name="Job">The job's id.</param>
/// <param name="Version">The file's version: changed, it is another request.</param>
public sealed record InboxReceipt(string Job, string Version);
