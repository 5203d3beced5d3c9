using StyleFunctions.Http.Events;
using StyleFunctions.Http.Jobs;
using StyleFunctions.Http.OpenApi;
using StyleFunctions.Http.Pages;
using StyleFunctions.Http.Settings;
using StyleFunctions.Http.Uploads;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Uploads;

namespace StyleFunctions.Http;

/// <summary>
/// Everything HTTP can ask for, an object for each kind of address. Call their methods within
/// <see cref="Answers.Answer.RunAsync"/>; <see cref="Routes.ApiRoutes"/> says which address is whose.
/// </summary>
public sealed class HttpApi
{
    /// <summary>Puts it together.</summary>
    /// <param name="store">The store.</param>
    /// <param name="desk">Where jobs are handed in.</param>
    /// <param name="submission">Brings requests to the desk.</param>
    /// <param name="networks">The networks there are.</param>
    /// <param name="gate">Decodes one picture at a time.</param>
    /// <param name="limits">The largest pictures.</param>
    /// <param name="feed">What is painted in this process; null where nothing is.</param>
    /// <param name="isPainted">Whether a job is painted in this process now; null where none is.</param>
    /// <param name="clock">The time; the system's if null.</param>
    /// <param name="stopping">The process is about to end: streams do so at once.</param>
    public HttpApi(
        IArtifactStore store,
        JobDesk desk,
        Submission submission,
        NetworkShelf networks,
        PictureGate gate,
        UploadLimits limits,
        ProgressFeed? feed = null,
        Func<string, bool>? isPainted = null,
        TimeProvider? clock = null,
        CancellationToken stopping = default)
    {
        var time = clock ?? TimeProvider.System;
        var uploads = new UploadStore(store);
        var viewer = new JobViewer(store, isPainted ?? (_ => false));
        var catalog = new JobCatalog(store, time);
        Uploads = new UploadEndpoint(uploads, gate, limits);
        Jobs = new JobEndpoints(
            new JobRequestBody(uploads, gate, limits),
            submission,
            desk,
            catalog,
            new JobListing(catalog, viewer),
            viewer);
        Files = new JobFileEndpoint(store);
        Events = new EventsEndpoint(viewer, feed ?? new ProgressFeed(), time, stopping);
        Settings = new SettingsEndpoint(networks, gate.Formats);
        OpenApi = new OpenApiEndpoint(this, gate.Formats);
    }

    /// <summary>/api/uploads.</summary>
    public UploadEndpoint Uploads { get; }

    /// <summary>/api/jobs.</summary>
    public JobEndpoints Jobs { get; }

    /// <summary>/api/jobs/{job}/files.</summary>
    public JobFileEndpoint Files { get; }

    /// <summary>/api/jobs/{job}/events.</summary>
    public EventsEndpoint Events { get; }

    /// <summary>/api/settings.</summary>
    public SettingsEndpoint Settings { get; }

    /// <summary>/api/openapi.json.</summary>
    public OpenApiEndpoint OpenApi { get; }

    /// <summary>Everything else: the web page.</summary>
    public PageEndpoint Page { get; } = new();
}
