using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StyleFunctions.Http.Events;
using StyleFunctions.Http.Routes;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
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

    private readonly LocalServerOptions _options;
    private readonly CancellationTokenSource _stopping = new();
    private readonly PictureGate _gate = new();
    private readonly ChunkRunner _chunks;
    private readonly LocalJobHost _host;
    private readonly WebApplication _web;

    private LocalServer(LocalServerOptions options)
    {
        _options = options;
        var store = new FolderArtifactStore(options.Store, JobLayout.Inbox);
        var feed = new ProgressFeed();
        _chunks = new ChunkRunner(store, options.Backend);
        var activities = new JobActivities(store, new PaintingOptions(options.Budget), _chunks)
        {
            OnIteration = feed.Report,
        };
        _host = new LocalJobHost(store, new LocalRunner(activities), options.Queue)
        {
            OnTrouble = (job, e) => options.Say($"The job {job} cannot go on: {e.Message}"),
        };
        var desk = new JobDesk(store, _host);
        var submission = new Submission(desk, options.Networks, _gate, options.Uploads, options.Memory);
        _web = MakeWeb(options.Port);
        _web.UseMiddleware<LocalGuard>();
        _web.UseRouting();
        _web.MapApi(new HttpApi(
            store,
            desk,
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
        await Task.WhenAll(_host.RunAsync(stop), SweepAsync(stop));
        await _stopping.CancelAsync();
        await _web.StopAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _web.DisposeAsync();
        _host.Dispose();
        _chunks.Dispose();
        _gate.Dispose();
        _stopping.Dispose();
    }

    // Nothing of the surroundings: no settings files, no variables, no log.
    private static WebApplication MakeWeb(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = HeaderTimeout;
            kestrel.Limits.MinRequestBodyDataRate = SlowestBody;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddRouting();
        builder.Services.AddSingleton<IHostLifetime, NoHostLifetime>();
        return builder.Build();
    }

    private async Task SweepAsync(CancellationToken stop)
    {
        try
        {
            using var timer = new PeriodicTimer(_options.SweepEvery);
            do
            {
                try
                {
                    await _host.SweepAsync(stop);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
                {
                    _options.Say($"The store cannot be read: {e.Message}");
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
