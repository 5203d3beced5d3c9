using System.Globalization;
using Microsoft.AspNetCore.Http;
using StyleFunctions.Http.Answers;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Uploads;

namespace StyleFunctions.Http.Jobs;

/// <summary>/api/jobs: hands jobs in, shows them, pauses, resumes, cancels and deletes them.</summary>
public sealed class JobEndpoints
{
    private const int PageSize = 20;
    private const int LargestPage = 200;
    private const int LongestKey = 200;

    private readonly JobRequestBody _bodies;
    private readonly Submission _submission;
    private readonly JobDesk _desk;
    private readonly JobCatalog _catalog;
    private readonly JobListing _listing;
    private readonly JobViewer _viewer;

    internal JobEndpoints(
        JobRequestBody bodies,
        Submission submission,
        JobDesk desk,
        JobCatalog catalog,
        JobListing listing,
        JobViewer viewer)
    {
        (_bodies, _submission, _desk) = (bodies, submission, desk);
        (_catalog, _listing, _viewer) = (catalog, listing, viewer);
    }

    /// <summary>Accepts a request.</summary>
    /// <param name="context">The request and its answer.</param>
    public async Task PostAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var key = Key(context);
        await using var received = await _bodies.ReadAsync(context);
        var accepted = await _submission.SubmitAsync(
            received.Request, received.FindAsync, key, context.RequestAborted);
        _catalog.Add(accepted.Job);
        context.Response.Headers.Location = JobUrls.Job(accepted.Job.Id);
        await ShowAsync(context, accepted.Job.Id, StatusCodes.Status202Accepted);
    }

    /// <summary>Lists jobs, newest first.</summary>
    /// <param name="context">The request and its answer.</param>
    public async Task ListAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var query = context.Request.Query;
        var limit = PageSize;
        if (query["limit"] is [{ } text, ..] && !(
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit)
            && limit is >= 1 and <= LargestPage))
        {
            throw Problems.Unprocessable($"'{text}' is no limit; it is 1 to {LargestPage}.", "limit");
        }

        JobPlace? before = null;
        if (query["before"] is [{ } cursor, ..])
        {
            before = JobPlace.Parse(cursor)
                ?? throw Problems.Unprocessable("That is no cursor; take it from 'next' of the page before.", "before");
        }

        var page = await _listing.PageAsync(before, limit, context.RequestAborted);
        await Answer.JsonAsync(context, page, HttpJson.Readable.JobList);
    }

    /// <summary>Shows a job.</summary>
    /// <param name="context">The request and its answer.</param>
    /// <param name="job">The job's id.</param>
    public Task GetAsync(HttpContext context, string job) => ShowAsync(context, job, StatusCodes.Status200OK);

    /// <summary>Asks a job to pause.</summary>
    /// <param name="context">The request and its answer.</param>
    /// <param name="job">The job's id.</param>
    public Task PauseAsync(HttpContext context, string job) => ControlAsync(context, job, _desk.PauseAsync);

    /// <summary>Lets a job go on.</summary>
    /// <param name="context">The request and its answer.</param>
    /// <param name="job">The job's id.</param>
    public Task ResumeAsync(HttpContext context, string job) => ControlAsync(context, job, _desk.ResumeAsync);

    /// <summary>Asks a job to stop.</summary>
    /// <param name="context">The request and its answer.</param>
    /// <param name="job">The job's id.</param>
    public Task CancelAsync(HttpContext context, string job) => ControlAsync(context, job, _desk.CancelAsync);

    /// <summary>Removes a job, after it has stopped.</summary>
    /// <param name="context">The request and its answer.</param>
    /// <param name="job">The job's id.</param>
    public async Task DeleteAsync(HttpContext context, string job)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!await _desk.DeleteAsync(job, context.RequestAborted))
        {
            throw NoJob(job);
        }

        _catalog.Remove(job);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>There is no such job.</summary>
    /// <param name="job">What was asked for.</param>
    internal static Exception NoJob(string job) => Problems.NotFound(
        JobIdentity.IsId(job) ? $"There is no job {job}; it may have been deleted." : "There is no such job.");

    private static string? Key(HttpContext context)
    {
        if (context.Request.Headers["Idempotency-Key"] is not [{ } key, ..])
        {
            return null;
        }

        return key.Length is > 0 and <= LongestKey
            ? key
            : throw Problems.Bad($"An Idempotency-Key has 1 to {LongestKey} characters.");
    }

    private async Task ControlAsync(
        HttpContext context, string job, Func<string, CancellationToken, Task<Job?>> control)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (await control(job, context.RequestAborted) is null)
        {
            throw NoJob(job);
        }

        await ShowAsync(context, job, StatusCodes.Status202Accepted);
    }

    private async Task ShowAsync(HttpContext context, string job, int status)
    {
        ArgumentNullException.ThrowIfNull(context);
        var view = await _viewer.LookAsync(job, context.RequestAborted) ?? throw NoJob(job);
        var variant = context.Request.Query["variant"].FirstOrDefault();
        if (variant is not null && view.Job.Variants.All(v => v.Id != variant))
        {
            throw Problems.NotFound($"The job has no variant '{variant}'.");
        }

        await Answer.JsonAsync(context, JobResource.Of(view, variant), HttpJson.Readable.JobResource, status);
    }
}
