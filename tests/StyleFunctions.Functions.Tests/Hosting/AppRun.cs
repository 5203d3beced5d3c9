using System.Net;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Google.Protobuf;
using StyleFunctions.Functions.Blobs;
using StyleFunctions.Functions.Tests.Hosting.Protocol;
using StyleFunctions.Functions.Tests.Storage;
using StyleFunctions.Pipeline.Tests.Jobs;

namespace StyleFunctions.Functions.Tests.Hosting;

/// <summary>The app, run by a host, on a container of its own.</summary>
public sealed class AppRun(Azurite azurite) : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _home = new();
    private BlobContainerClient? _container;
    private FunctionsHost? _host;

    internal FunctionsHost Host => _host!;

    internal HttpClient Http => Host.Client;

    internal BlobArtifactStore Store => new(_container!);

    /// <summary>The small job's request.</summary>
    /// <param name="seed">The seed, by which it is another job.</param>
    /// <param name="iterations">Iterations of each scale.</param>
    internal static JsonObject Request(int seed, int iterations = 4) => new()
    {
        ["content"] = new JsonArray(SmallJob.Harbour),
        ["styles"] = new JsonArray(SmallJob.Brushwork),
        ["settings"] = new JsonObject
        {
            ["size"] = 46,
            ["min-size"] = 32,
            ["iterations"] = iterations,
            ["initial-iterations"] = iterations,
            ["seed"] = seed,
        },
    };

    public async Task InitializeAsync()
    {
        if (Azurite.Skip is null)
        {
            _container = await azurite.NewContainerAsync();
            await StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    public void Dispose() => _home.Dispose();

    /// <summary>Starts the app, with a task hub that knows of nothing.</summary>
    internal async Task StartAsync() => _host = await FunctionsHost.StartAsync(new Dictionary<string, string>
    {
        ["AzureWebJobsStorage"] = azurite.ConnectionString,
        ["StyleFunctions__Container"] = _container!.Name,
        ["StyleFunctions__Engine"] = "cpu",
        ["StyleFunctions__ChunkSeconds"] = "1",
        ["STYLEFUNCTIONS_CACHE"] = _home["cache"], // where there are no weights
        ["HOME"] = _home.FullName,
    });

    /// <summary>Asks the app to go, waits until it has, and starts it again.</summary>
    internal async Task RestartAsync()
    {
        await Host.StopAppAsync();
        await Host.DisposeAsync();
        await StartAsync();
    }

    internal async Task PutPicturesAsync()
    {
        foreach (var (name, picture) in SmallJob.Pictures)
        {
            using var content = new ByteArrayContent(picture.Png.ToArray());
            content.Headers.Add("Content-Type", "image/png");
            using var answer = await Http.PutAsync(new Uri($"/api/uploads/{name}", UriKind.Relative), content);
            Assert.True(answer.IsSuccessStatusCode, $"{await answer.Content.ReadAsStringAsync()}\n{Host.Log}");
        }
    }

    internal async Task<string> SubmitAsync(JsonObject request)
    {
        using var answer = await PostAsync("/api/jobs", request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, text);
        return (string)JsonNode.Parse(text)!["id"]!;
    }

    internal Task<HttpResponseMessage> PostAsync(string path, JsonNode? body = null) => Http.PostAsync(
        new Uri(path, UriKind.Relative),
        body is null ? null : new StringContent(body.ToJsonString(), null, "application/json"));

    internal async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await Http.GetAsync(new Uri(path, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>Waits until a job is in a state.</summary>
    internal async Task<JsonNode> UntilAsync(string job, string state)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var shown = await GetAsync($"/api/jobs/{job}");
            if ((string)shown["state"]! == state)
            {
                return shown;
            }

            Assert.False(patience.IsCancellationRequested, $"{shown}\n{Host.Log}");
            await Task.Delay(20);
        }
    }

    internal Task UploadAsync(string name, byte[] file) =>
        _container!.UploadBlobAsync(name, new BinaryData(file).ToStream());

    /// <summary>Does what the blob trigger does for a blob.</summary>
    internal Task TriggerInboxAsync(string name) => Host.TriggerAsync("InboxUploaded", new TypedData
    {
        ModelBindingData = new ModelBindingData
        {
            Version = "1.0",
            Source = "AzureStorageBlobs",
            ContentType = "application/json",
            Content = ByteString.CopyFromUtf8(new JsonObject
            {
                ["Connection"] = "AzureWebJobsStorage",
                ["ContainerName"] = _container!.Name,
                ["BlobName"] = name,
            }.ToJsonString()),
        },
    });

    /// <summary>Does what the timer does.</summary>
    internal Task SweepAsync() =>
        Host.TriggerAsync("SweepInbox", new TypedData { Json = """{"IsPastDue":false}""" });
}
