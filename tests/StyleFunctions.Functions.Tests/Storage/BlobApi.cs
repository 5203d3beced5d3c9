using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using StyleFunctions.Functions.Pictures;
using StyleFunctions.Http;
using StyleFunctions.Http.Routes;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Tests.Jobs;
using StyleFunctions.Pipeline.Uploads;

namespace StyleFunctions.Functions.Tests.Storage;

/// <summary>The API over a store, put together as the app does, behind a server of its own; nothing paints.</summary>
internal sealed class BlobApi : IAsyncDisposable
{
    private readonly PictureGate _gate = new(new UploadDecoder());
    private readonly JobDesk _desk;
    private readonly WebApplication _web;

    private BlobApi(IArtifactStore store)
    {
        var limits = UploadLimits.Default;
        var networks = new NetworkShelf(["embedded"], (_, _) => Task.FromResult(SmallJob.Profile));
        _desk = new JobDesk(store, new Nobody());
        var submission = new Submission(_desk, networks, _gate, limits, hasWebhooks: false);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        _web = builder.Build();
        _web.UseRouting();
        _web.MapApi(new HttpApi(store, _desk, submission, networks, _gate, limits));
    }

    /// <summary>Asks it.</summary>
    public HttpClient Http { get; } = new();

    public static async Task<BlobApi> Start(IArtifactStore store)
    {
        var api = new BlobApi(store);
        await api._web.StartAsync();
        api.Http.BaseAddress = new Uri(api._web.Urls.First());
        return api;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _web.DisposeAsync();
        _desk.Dispose();
        _gate.Dispose();
    }

    private sealed class Nobody : IJobHost
    {
        public Task StartAsync(string job, CancellationToken cancellation = default) => Task.CompletedTask;

        public Task LeaveAsync(string job, CancellationToken cancellation = default) => Task.CompletedTask;
    }
}
