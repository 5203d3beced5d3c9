using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using StyleFunctions.Functions.Orchestration;
using StyleFunctions.Http;
using StyleFunctions.Http.Answers;

namespace StyleFunctions.Functions.Api;

/// <summary>
/// HTTP: a function for each of <see cref="Http.Routes.ApiRoutes"/>, by its name. host.json takes the prefix api/ away,
/// so that the web page is at the root; it is written out here.
/// </summary>
/// <param name="api">Answers.</param>
/// <param name="host">Carries jobs out.</param>
public sealed class ApiFunctions(HttpApi api, DurableJobHost host)
{
    private const string Job = "api/jobs/{job}";

    /// <summary>Takes a picture that requests may name.</summary>
    [Function(nameof(PutUpload))]
    public Task PutUpload(
        [HttpTrigger(Access.Level, "put", Route = "api/uploads/{*name}")] HttpRequest request, string name) =>
        AnswerAsync(request, c => api.Uploads.PutAsync(c, name));

    /// <summary>Accepts a request and starts its job.</summary>
    [Function(nameof(SubmitJob))]
    public Task SubmitJob(
        [HttpTrigger(Access.Level, "post", Route = "api/jobs")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        AnswerAsync(request, api.Jobs.PostAsync, client);

    /// <summary>Lists jobs, newest first.</summary>
    [Function(nameof(ListJobs))]
    public Task ListJobs([HttpTrigger(Access.Level, "get", "head", Route = "api/jobs")] HttpRequest request) =>
        AnswerAsync(request, api.Jobs.ListAsync);

    /// <summary>Shows a job.</summary>
    [Function(nameof(GetJob))]
    public Task GetJob([HttpTrigger(Access.Level, "get", "head", Route = Job)] HttpRequest request, string job) =>
        AnswerAsync(request, c => api.Jobs.GetAsync(c, job));

    /// <summary>Removes a job, after it has stopped.</summary>
    [Function(nameof(DeleteJob))]
    public Task DeleteJob(
        [HttpTrigger(Access.Level, "delete", Route = Job)] HttpRequest request,
        string job,
        [DurableClient] DurableTaskClient client) =>
        AnswerAsync(request, c => api.Jobs.DeleteAsync(c, job), client);

    /// <summary>Asks a job to pause.</summary>
    [Function(nameof(PauseJob))]
    public Task PauseJob([HttpTrigger(Access.Level, "post", Route = $"{Job}/pause")] HttpRequest request, string job) =>
        AnswerAsync(request, c => api.Jobs.PauseAsync(c, job));

    /// <summary>Lets a job go on.</summary>
    [Function(nameof(ResumeJob))]
    public Task ResumeJob(
        [HttpTrigger(Access.Level, "post", Route = $"{Job}/resume")] HttpRequest request,
        string job,
        [DurableClient] DurableTaskClient client) =>
        AnswerAsync(request, c => api.Jobs.ResumeAsync(c, job), client);

    /// <summary>Asks a job to stop.</summary>
    [Function(nameof(CancelJob))]
    public Task CancelJob(
        [HttpTrigger(Access.Level, "post", Route = $"{Job}/cancel")] HttpRequest request,
        string job,
        [DurableClient] DurableTaskClient client) =>
        AnswerAsync(request, c => api.Jobs.CancelAsync(c, job), client);

    /// <summary>Follows a job while it runs.</summary>
    [Function(nameof(WatchJob))]
    public Task WatchJob(
        [HttpTrigger(Access.Level, "get", "head", Route = $"{Job}/events")] HttpRequest request, string job) =>
        AnswerAsync(request, c => api.Events.GetAsync(c, job));

    /// <summary>Answers with a picture, a manifest or losses.</summary>
    [Function(nameof(GetFile))]
    public Task GetFile(
        [HttpTrigger(Access.Level, "get", "head", Route = $"{Job}/files/{{*path}}")] HttpRequest request,
        string job,
        string path) =>
        AnswerAsync(request, c => api.Files.GetAsync(c, job, path));

    /// <summary>Says what can be set.</summary>
    [Function(nameof(GetSettings))]
    public Task GetSettings([HttpTrigger(Access.Level, "get", "head", Route = "api/settings")] HttpRequest request) =>
        AnswerAsync(request, api.Settings.GetAsync);

    /// <summary>Describes the API.</summary>
    [Function(nameof(GetOpenApi))]
    public Task GetOpenApi(
        [HttpTrigger(Access.Level, "get", "head", Route = "api/openapi.json")] HttpRequest request) =>
        AnswerAsync(request, api.OpenApi.GetAsync);

    /// <summary>The web page: its files lie side by side, so that the host's own addresses stay the host's.</summary>
    [Function(nameof(GetPage))]
    public Task GetPage(
        [HttpTrigger(Access.Level, "get", "head", Route = "{path?}")] HttpRequest request, string? path) =>
        AnswerAsync(request, c => api.Page.GetAsync(c, path ?? ""));

    private Task AnswerAsync(HttpRequest request, Func<HttpContext, Task> handle, DurableTaskClient? client = null)
    {
        if (client is not null)
        {
            host.Use(client);
        }

        SiteGuard.Seal(request.HttpContext);
        return Answer.RunAsync(request.HttpContext, context =>
        {
            SiteGuard.Check(context);
            return handle(context);
        });
    }
}
