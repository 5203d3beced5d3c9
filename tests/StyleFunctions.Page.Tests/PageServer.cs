using StyleFunctions.Http.Local;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer.Engines.Cpu;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Page.Tests;

/// <summary>The server that people have, on a port and a folder of its own, with the embedded network.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private const int FrameEvery = 5;

    private static readonly Network Network = EmbeddedNetwork.Create();

    private readonly TemporaryFolder _store = new();
    private CancellationTokenSource _stop = new();
    private LocalServer? _server;
    private Task? _running;

    /// <summary>Where the page is.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>The settings the page should show.</summary>
    public static NetworkProfile Profile => NetworkProfile.Of(Network);

    /// <summary>Starts on any free port; again, on the same.</summary>
    public async Task StartAsync()
    {
        _stop = new CancellationTokenSource();
        _server = await LocalServer.StartAsync(new LocalServerOptions
        {
            Port = Address.Port,
            Store = _store.FullName,
            Backend = new Backend(
                (_, _) => Task.FromResult(Network),
                (network, settings) => new CpuEngine(network, settings.Pooling, settings.Padding)),
            Networks = new NetworkShelf([Network.Architecture.Name], (_, _) => Task.FromResult(Profile)),
            Budget = new ChunkBudget(FrameEvery),
        });
        Address = _server.Address;
        _running = _server.RunAsync(_stop.Token);
    }

    /// <summary>Stops, as Ctrl-C does.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await (_running ?? Task.CompletedTask);
        if (_server is not null)
        {
            await _server.DisposeAsync();
            _server = null;
        }

        _stop.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await StopAsync();
        }

        _store.Dispose();
    }
}
