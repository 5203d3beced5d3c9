using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using StyleFunctions.Http.Local;
using StyleFunctions.Http.Webhooks;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Local;
using StyleFunctions.Pipeline.Tests.Jobs;
using StyleFunctions.Pipeline.Uploads;

namespace StyleFunctions.Http.Tests;

/// <summary>A real server on a free port, with a store of its own, painting small jobs.</summary>
internal sealed class ServerRun : IAsyncDisposable
{
    // Long enough for any machine: what hangs fails the test instead of hanging it.
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly LocalServer _server;
    private readonly Task _running;
    private bool _isDisposed;

    private ServerRun(LocalServer server)
    {
        _server = server;
        _running = server.RunAsync(_stop.Token);
        Http = new HttpClient { BaseAddress = server.Address, Timeout = Patience };
    }

    public HttpClient Http { get; }

    public Uri Address => _server.Address;

    public IEnumerable<string> Routes => _server.Routes;

    /// <summary>The small job's request, as JSON.</summary>
    public static JsonObject Request(int iterations = 4) => new()
    {
        ["content"] = new JsonArray("harbour.png"),
        ["styles"] = new JsonArray("brushwork.png"),
        ["settings"] = new JsonObject
        {
            ["size"] = 46,
            ["min-size"] = 32,
            ["iterations"] = iterations,
            ["initial-iterations"] = 5,
        },
    };

    public static byte[] Png(string name) => SmallJob.Pictures[name].Png.ToArray();

    public static async Task<ServerRun> Start(
        string store, Func<LocalServerOptions, LocalServerOptions>? change = null)
    {
        var options = new LocalServerOptions
        {
            Port = 0,
            Store = store,
            Backend = SmallJob.Backend,
            Networks = new NetworkShelf(["embedded"], (_, _) => Task.FromResult(SmallJob.Profile)),
            Budget = new ChunkBudget(3),
            Queue = new LocalJobHostOptions { Turn = TimeSpan.Zero },
            Uploads = new UploadLimits(100_000, 100_000, 150_000),
            Webhooks = new WebhookRule(3, TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(1)),
            InboxEvery = TimeSpan.FromMilliseconds(50),
            SweepEvery = TimeSpan.FromMilliseconds(100),
        };
        return new ServerRun(await LocalServer.StartAsync(change?.Invoke(options) ?? options));
    }

    public async Task<HttpResponseMessage> Put(string name, byte[] file, string type = "image/png")
    {
        using var content = new ByteArrayContent(file);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return await Http.PutAsync(new Uri($"api/uploads/{name}", UriKind.Relative), content);
    }

    public async Task PutSamples()
    {
        foreach (var (name, picture) in SmallJob.Pictures)
        {
            using var answer = await Put(name, picture.Png.ToArray());
            answer.EnsureSuccessStatusCode();
        }
    }

    public Task<HttpResponseMessage> Post(JsonNode request, string? key = null) => Post(request.ToJsonString(), key);

    public async Task<HttpResponseMessage> Post(string request, string? key = null)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/jobs")
        {
            Content = new StringContent(request, Encoding.UTF8, "application/json"),
        };
        if (key is not null)
        {
            message.Headers.Add("Idempotency-Key", key);
        }

        return await Http.SendAsync(message);
    }

    /// <summary>Hands the small job in.</summary>
    public async Task<string> Submit(JsonNode? request = null)
    {
        using var answer = await Post(request ?? Request());
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (string)(await answer.Json())["id"]!;
    }

    public async Task<HttpResponseMessage> Control(string job, string verb) =>
        await Http.PostAsync(new Uri($"api/jobs/{job}/{verb}", UriKind.Relative), null);

    public async Task<JsonNode> Get(string path)
    {
        using var answer = await Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Json();
    }

    public async Task<JsonNode> WaitFor(string job, params string[] states)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var shown = await Get($"api/jobs/{job}");
            if (states.Contains((string)shown["state"]!))
            {
                return shown;
            }

            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>Stops as Ctrl-C does.</summary>
    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        Http.Dispose();
        await Stop();
        await _server.DisposeAsync();
        _stop.Dispose();
    }
}
