using Microsoft.AspNetCore.Http;
using StyleFunctions.Http.Uploads;

namespace StyleFunctions.Http.Routes;

/// <summary>Which address is answered by what.</summary>
public static class ApiRoutes
{
    private const string Get = "GET";
    private const string Post = "POST";

    /// <summary>The addresses of an API.</summary>
    /// <param name="api">The API.</param>
    public static IReadOnlyList<ApiRoute> Of(HttpApi api)
    {
        ArgumentNullException.ThrowIfNull(api);
        return
        [
            new("PUT", "/api/uploads/{**name}", "putUpload", c => api.Uploads.PutAsync(c, UploadPath.Name(c))),
            new(Post, "/api/jobs", "submitJob", api.Jobs.PostAsync),
            new(Get, "/api/jobs", "listJobs", api.Jobs.ListAsync),
            new(Get, "/api/jobs/{job}", "getJob", c => api.Jobs.GetAsync(c, Value(c, "job"))),
            new("DELETE", "/api/jobs/{job}", "deleteJob", c => api.Jobs.DeleteAsync(c, Value(c, "job"))),
            new(Post, "/api/jobs/{job}/pause", "pauseJob", c => api.Jobs.PauseAsync(c, Value(c, "job"))),
            new(Post, "/api/jobs/{job}/resume", "resumeJob", c => api.Jobs.ResumeAsync(c, Value(c, "job"))),
            new(Post, "/api/jobs/{job}/cancel", "cancelJob", c => api.Jobs.CancelAsync(c, Value(c, "job"))),
            new(Get, "/api/jobs/{job}/events", "watchJob", c => api.Events.GetAsync(c, Value(c, "job"))),
            new(
                Get,
                "/api/jobs/{job}/files/{**path}",
                "getFile",
                c => api.Files.GetAsync(c, Value(c, "job"), Value(c, "path"))),
            new(Get, "/api/settings", "getSettings", api.Settings.GetAsync),
            new(Get, "/api/openapi.json", "getOpenApi", api.OpenApi.GetAsync),
            new(Get, "/{**path}", "getPage", c => api.Page.GetAsync(c, Value(c, "path"))),
        ];
    }

    private static string Value(HttpContext context, string name) => context.Request.RouteValues[name] as string ?? "";
}
