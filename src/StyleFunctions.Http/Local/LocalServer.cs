using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StyleFunctions.Http.Events;
using StyleFunctions.Http.Routes;
using StyleFunctions.Http.Webhooks;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Inboxes;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Local;
using StyleFunctions.Pipeline.Orchestration;
using StyleFunctions.Pipeline.Uploads;

namespace StyleFunctions.Http.Local;

/// <summary>
/// The API and the web page on this machine's own address, and the host that carries out what is handed in. The store's
/// folder is its only memory.
/// </summary>
public sealed class LocalServer : IAsyncDisposable
{
    private static readonly TimeSpan HeaderTimeout = TimeSpan.FromSeconds(10);
    private static readonly MinDataRate SlowestBody = new(bytesPerSecond: 1000, gracePeriod: TimeSpan.FromSeconds(5));

    // People put files there.
    private static readonly string[] KeptFolders = [JobLayout.Inbox, JobLayout.Styles];

    private readonly LocalServerOptions _options;
    private readonly CancellationTokenSource _stopping = new();
    private readonly PictureGate _gate = new();
    private readonly ChunkRunner _chunks;
    private readonly LocalJobHost _host;
    private readonly WebApplication _web;
    private readonly Inbox _inbox;
    private readonly JobRetention _retention;
    private readonly JobDesk _desk;
    private readonly WebhookSender? _webhooks;

    private LocalServer(LocalServerOptions options)
    {
        _options = options;
        var store = new FolderArtifactStore(options.Store, KeptFolders);
        var feed = new ProgressFeed();
        _chunks = new ChunkRunner(store, options.Backend);
        _webhooks = options.Secret is null ? null : new WebhookSender(store, options.Secret, options.Webhooks);
        var activities = new JobActivities(store, new PaintingOptions(options.Budget), _chunks, _webhooks)
        {
            OnIteration = feed.Report,
        };
        _host = new LocalJobHost(store, new LocalRunner(activities), options.Queue)
        {
            Claim = store.TryClaim,
            OnTrouble = (job, e) => options.Say($"The job {job} cannot go on: {e.Message}"),
        };
        _retention = new JobRetention(store);
        _desk = new JobDesk(store, _host);
        var submission = new Submission(
            _desk, options.Networks, _gate, options.Uploads, _webhooks is not null, options.Memory);
        _inbox = new Inbox(store, submission, options.Uploads)
        {
            OnTrouble = (file, e) => options.Say($"{file} cannot be taken: {e.Message}"),
        };
        _web = MakeWeb(options);
        _web.UseMiddleware<LocalGuard>();
        _web.UseRouting();
        _web.MapApi(new HttpApi(
            store,
            _desk,
            submission,
            options.Networks,
            _gate,
            options.Uploads,
            feed,
            job => _host.Running == job,
            stopping: _stopping.Token));
    }

    /// <summary>Where it answers.</summary>
    public Uri Address => new(_web.Urls.First());

    /// <summary>Which addresses are answered: a method and a pattern each.</summary>
    internal IEnumerable<string> Routes => ((IEndpointRouteBuilder)_web).DataSources
        .SelectMany(source => source.Endpoints)
        .OfType<RouteEndpoint>()
        .Select(e => $"{e.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0]} {e.RoutePattern.RawText}");

    /// <summary>Begins to answer.</summary>
    /// <param name="options">How it is.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LocalServer> StartAsync(
        LocalServerOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var server = new LocalServer(options);
        try
        {
            await server._web.StartAsync(cancellation);
            foreach (var folder in KeptFolders)
            {
                Directory.CreateDirectory(Path.Combine(options.Store, folder));
            }

            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Carries jobs out until it is asked to stop: the chunk under way commits what is done, and the rest goes on when
    /// a server is started on the same folder.
    /// </summary>
    /// <param name="stop">Asks to stop.</param>
    public async Task RunAsync(CancellationToken stop)
    {
        await Task.WhenAll(
            _host.RunAsync(stop),
            EveryAsync(_options.SweepEvery, _host.SweepAsync, stop),
            EveryAsync(_options.InboxEvery, _inbox.LookAsync, stop),
            EveryAsync(_options.RemoveEvery, RemoveAsync, stop));
        await _stopping.CancelAsync();
        await _web.StopAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _web.DisposeAsync();
        if (_webhooks is not null)
        {
            await _webhooks.DisposeAsync();
        }

        _host.Dispose();
        _chunks.Dispose();
        _gate.Dispose();
        _stopping.Dispose();
    }

    // Nothing of the surroundings: no settings files, no variables.
    private static WebApplication MakeWeb(LocalServerOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = HeaderTimeout;
            kestrel.Limits.MinRequestBodyDataRate = SlowestBody;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.AddRouting();
#pragma warning disable CA2000 // The application disposes of it.
        builder.Logging.AddProvider(new FaultLog(options.Say));
#pragma warning restore CA2000
        builder.Services.AddSingleton<IHostLifetime, NoHostLifetime>();
        return builder.Build();
    }

    private async Task RemoveAsync(CancellationToken stop)
    {
        if (_options.Keep is not { } keep)
        {
            return;
        }

        await foreach (var job in _retention.EndedAsync(DateTimeOffset.UtcNow - keep, stop))
        {
            await _desk.DeleteAsync(job, stop);
        }
    }

    private async Task EveryAsync(TimeSpan period, Func<CancellationToken, Task> work, CancellationToken stop)
    {
        try
        {
            var said = "";
            using var timer = new PeriodicTimer(period);
            do
            {
                try
                {
                    await work(stop);
                }
#pragma warning disable CA1031 // It is tried again soon, and the server goes on.
                catch (Exception e) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    if (said != e.Message)
                    {
                        _options.Say(said = e.Message);
                    }
                }
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }
}
