using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using StyleFunctions.Cli.Serving;
using StyleFunctions.Http.Webhooks;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Networks.WeightFiles;

namespace StyleFunctions.Cli.Tests.Serving;

/// <summary>`serve`, in a process of its own.</summary>
public sealed class ServeTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private readonly ProgramProcess _program = new();

    public void Dispose() => _folder.Dispose();

    [UnixTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task What_a_stopped_or_killed_server_left_goes_on_at_the_next_start(string signal)
    {
        var job = "";
        var stopped = await Serve(signal, async http =>
        {
            job = await Submit(http);
            await Until(http, job, j => (string)j["state"]! == "running");
        });

        Assert.Equal(0, stopped.ExitCode);
        Assert.Contains("Unfinished jobs go on at the next start.", stopped.Error, StringComparison.Ordinal);

        await Serve("KILL", http => Until(http, job, j => (int?)j["variants"]![0]!["position"]!["iteration"] > 0));
        await Serve(signal, http => Until(http, job, j => (string)j["state"]! == "done"));
        Assert.True(File.Exists(Path.Combine(_folder["store"], "jobs", job, "v001", "result.png")));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_to_be()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var run = await _program.Run(
            "serve", "--port", $"{port}", "--store", _folder["store"], "--network", "embedded");

        Assert.Equal(
            $"Port {port} of 127.0.0.1 is taken by another program; choose another with --port.", run.Refusal);
    }

    [Theory]
    [InlineData("whsec_")]
    [InlineData("whsec_no base 64!")]
    public async Task A_secret_that_is_none_is_refused_and_not_repeated(string secret)
    {
        var program = new ProgramProcess(new Dictionary<string, string> { [WebhookSecret.Variable] = secret });

        var run = await program.Run("serve", "--port", "0", "--store", _folder["store"], "--network", "embedded");

        Assert.Contains(WebhookSecret.Variable, run.Refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("no base 64!", run.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weights_that_are_put_right_while_it_runs_are_read()
    {
        var file = _folder["vgg19.safetensors"];
        var wanted = Network(1);
        var networks = new ServedNetworks(new ServeRequest
        {
            Port = 0,
            Store = _folder["store"],
            Network = NetworkArchitecture.Vgg19.Name,
            Weights = file,
        });
        await File.WriteAllTextAsync(file, "half of a download");
        await Assert.ThrowsAsync<WeightFormatException>(() => networks.LoadAsync(wanted, CancellationToken.None));

        var other = Network(2);
        await Assert.ThrowsAsync<ChunkRefusedException>(() => networks.LoadAsync(wanted, CancellationToken.None));
        Assert.Equal(other.Hash, (await networks.LoadAsync(other, CancellationToken.None)).Hash);

        Network(1);
        Assert.Equal(wanted.Hash, (await networks.LoadAsync(wanted, CancellationToken.None)).Hash);

        JobNetwork Network(int seed)
        {
            _folder.Weights("vgg19.safetensors", seed);
            var weights = WeightFile.Read(file, NetworkArchitecture.Vgg19, WeightConvention.Auto);
            return new JobNetwork(weights.Architecture.Name, weights.Hash, weights.Preprocessing.Scale);
        }
    }

    [Theory]
    [InlineData("--port", "70000")]
    [InlineData("--queue", "0")]
    [InlineData("--turn", "soon")]
    [InlineData("--keep", "-1")]
    [InlineData("--max-upload", "big")]
    [InlineData("--memory", "some")]
    [InlineData("--network", "vgg9")]
    public void Bad_options_are_refused(string option, string value) =>
        Assert.Contains(value, ProgramRun.Of("serve", option, value).Refusal, StringComparison.Ordinal);

    [Fact]
    public void Help_shows_its_defaults()
    {
        var help = ProgramRun.Of("serve", "--help").Output;

        Assert.Contains("default 7071", help, StringComparison.Ordinal);
        Assert.Contains("default 1000", help, StringComparison.Ordinal);
        Assert.Contains("50MB", help, StringComparison.Ordinal);
    }

    private Task<ProgramRun> Serve(string signal, Func<HttpClient, Task> work) => _program.RunUntil(
        "Jobs are kept",
        program =>
        {
            try
            {
                var address = program.StandardOutput.ReadLine()!.Split(' ')[1];
                using var http = new HttpClient { BaseAddress = new Uri(address), Timeout = Patience };
                work(http).GetAwaiter().GetResult();
            }
            finally
            {
                program.Send(signal);
            }
        },
        "serve", "--port", "0", "--store", _folder["store"], "--network", "embedded", "--threads", "1");

    private async Task<string> Submit(HttpClient http)
    {
        foreach (var name in (string[])["content.png", "style.png"])
        {
            using var picture = new ByteArrayContent(File.ReadAllBytes(_folder.Picture(name, seed: name.Length)));
            picture.Headers.ContentType = new("image/png");
            using var put = await http.PutAsync(new Uri($"api/uploads/{name}", UriKind.Relative), picture);
            put.EnsureSuccessStatusCode();
        }

        using var answer = await http.PostAsJsonAsync(new Uri("api/jobs", UriKind.Relative), new JsonObject
        {
            ["content"] = new JsonArray("content.png"),
            ["styles"] = new JsonArray("style.png"),
            ["settings"] = new JsonObject { ["size"] = 48, ["min-size"] = 48, ["iterations"] = 600 },
        });
        answer.EnsureSuccessStatusCode();
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
    }

    private static async Task Until(HttpClient http, string job, Func<JsonNode, bool> isIt)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!isIt((await http.GetFromJsonAsync<JsonNode>($"api/jobs/{job}", patience.Token))!))
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
