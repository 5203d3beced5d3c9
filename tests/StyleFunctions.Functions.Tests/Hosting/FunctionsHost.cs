using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using DurableTask.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.DurableTask.Testing.Sidecar;
using Microsoft.DurableTask.Testing.Sidecar.Grpc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StyleFunctions.Functions.Tests.Hosting.Protocol;

namespace StyleFunctions.Functions.Tests.Hosting;

/// <summary>
/// As much of a Functions host as it takes to run the app for real, in a process of its own: it speaks the worker's
/// protocol, hands on people's requests, and carries Durable Functions' work from a task hub in memory.
/// </summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    private const string AppFile = "StyleFunctions.Functions.dll";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<string> _said = [];
    private readonly WorkerChannel _worker = new();
    private readonly WebApplication _hub;
    private readonly Process _process = new();
    private bool _isStarted;
    private DurableLine? _durable;
    private WebApplication? _web;
    private WebLine? _requests;

    private FunctionsHost()
    {
        var builder = NewServer(HttpProtocols.Http2);
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(_worker);
        builder.Services.AddSingleton<InMemoryOrchestrationService>();
        builder.Services.AddSingleton<IOrchestrationService>(p => p.GetRequiredService<InMemoryOrchestrationService>());
        builder.Services.AddSingleton<IOrchestrationServiceClient>(
            p => p.GetRequiredService<InMemoryOrchestrationService>());
        builder.Services.AddSingleton<TaskHubGrpcServer>();
        _hub = builder.Build();
        _hub.MapGrpcService<WorkerChannel>();
        _hub.MapGrpcService<TaskHubGrpcServer>();
        _hub.Services.GetRequiredService<TaskHubGrpcServer>(); // before the hub starts
    }

    /// <summary>The functions, as the worker lists them.</summary>
    public IReadOnlyList<HostedFunction> Functions { get; private set; } = [];

    /// <summary>Sends people's requests.</summary>
    public HttpClient Client { get; } = new();

    /// <summary>What the app wrote and logged.</summary>
    public string Log => string.Join('\n', [.. _said, _worker.Log]);

    /// <summary>Starts the app.</summary>
    /// <param name="settings">Its settings.</param>
    public static async Task<FunctionsHost> StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        var host = new FunctionsHost();
        try
        {
            await host._hub.StartAsync();
            host.StartApp(settings);
            await host.IntroduceAsync().WaitAsync(Patience);
            return host;
        }
        catch (Exception e)
        {
            var log = host.Log;
            await host.DisposeAsync();
            throw new InvalidOperationException($"The app does not start.\n{log}", e);
        }
    }

    /// <summary>The function of a name.</summary>
    public HostedFunction Function(string name) => Functions.Single(f => f.Name == name);

    /// <summary>Runs a function, as its trigger does.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="trigger">What starts it.</param>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task TriggerAsync(string name, TypedData trigger)
    {
        var answer = await InvokeAsync(Function(name), Invocation(Function(name), trigger));
        if (answer.Result.Status != StatusResults.Success)
        {
            throw new InvalidOperationException(answer.Result.Exception?.Message);
        }
    }

    /// <summary>Asks the app to go, and waits until it has.</summary>
    public async Task StopAppAsync()
    {
        _worker.Terminate();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _worker.Hang();
        if (_isStarted)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        if (_durable is not null)
        {
            await _durable.DisposeAsync();
        }

        if (_web is not null)
        {
            await _web.DisposeAsync();
        }

        _requests?.Dispose();
        await _hub.DisposeAsync();
    }

    private static InvocationRequest Invocation(HostedFunction function, TypedData? trigger)
    {
        var invocation = new InvocationRequest { InvocationId = Guid.NewGuid().ToString() };
        invocation.InputData.Add(
            new ParameterBinding { Name = HostedFunction.NameOf(function.Trigger), Data = trigger ?? new TypedData() });
        return invocation;
    }

    private static WebApplicationBuilder NewServer(HttpProtocols protocols)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(k => k.ConfigureEndpointDefaults(o => o.Protocols = protocols));
        return builder;
    }

    private void StartApp(IReadOnlyDictionary<string, string> settings)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, AppFile),
            "--functions-uri", _hub.Urls.Single(),
            "--functions-worker-id", "worker",
            "--functions-request-id", "request",
            "--functions-grpc-max-message-length", $"{int.MaxValue}",
        ];
        _process.StartInfo = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["FUNCTIONS_APPLICATION_DIRECTORY"] = AppContext.BaseDirectory },
        };
        foreach (var (name, value) in settings)
        {
            _process.StartInfo.Environment[name] = value;
        }

        _process.OutputDataReceived += Hear;
        _process.ErrorDataReceived += Hear;
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _worker.Hang();
        _isStarted = _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Hear(object sender, DataReceivedEventArgs line) => _said.Enqueue(line.Data ?? "");

    private async Task IntroduceAsync()
    {
        await _worker.Started;
        var init = await _worker.AskAsync(new StreamingMessage
        {
            WorkerInitRequest = new WorkerInitRequest
            {
                HostVersion = "4.0.0",
                WorkerDirectory = AppContext.BaseDirectory,
                FunctionAppDirectory = AppContext.BaseDirectory,
            },
        });
        var index = await _worker.AskAsync(new StreamingMessage
        {
            FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = AppContext.BaseDirectory },
        });
        Functions = [.. index.FunctionMetadataResponse.FunctionMetadataResults.Select(HostedFunction.Of)];
        foreach (var function in Functions)
        {
            var loaded = await _worker.AskAsync(new StreamingMessage
            {
                FunctionLoadRequest = new FunctionLoadRequest
                {
                    FunctionId = function.Metadata.FunctionId,
                    Metadata = function.Metadata,
                },
            });
            Assert.True(
                loaded.FunctionLoadResponse.Result.Status == StatusResults.Success,
                loaded.FunctionLoadResponse.Result.Exception?.Message);
        }

        var server = new Uri(init.WorkerInitResponse.Capabilities["HttpUri"]);
        await ListensAsync(server);
        await OpenAsync(server);
        _durable = new DurableLine(new Uri(_hub.Urls.Single()), InvokeAsync);
        _durable.Start();
    }

    // The worker's server starts while the worker already talks to its host.
    private async Task ListensAsync(Uri server)
    {
        while (!_process.HasExited)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(server.Host, server.Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(10);
            }
        }
    }

    private async Task OpenAsync(Uri worker)
    {
        using var settings = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "host.json")));
        var prefix = settings.RootElement.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix");
        _requests = new WebLine(worker, InvokeAsync);
        _web = NewServer(HttpProtocols.Http1).Build();
        _web.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (Exception e)
            {
                _said.Enqueue($"{context.Request.Path}: {e}");
                throw;
            }
        });
        foreach (var function in Functions.Where(f => f.TriggerType == "httpTrigger"))
        {
            _requests.Map(_web, function, prefix.GetString()!);
        }

        await _web.StartAsync();
        Client.BaseAddress = new Uri(_web.Urls.Single());
    }

    private Task<InvocationResponse> InvokeAsync(string name, string? text)
    {
        var function = Function(name);
        return InvokeAsync(function, Invocation(function, text is null ? null : new TypedData { String = text }));
    }

    private Task<InvocationResponse> InvokeAsync(HostedFunction function, InvocationRequest invocation)
    {
        invocation.FunctionId = function.Metadata.FunctionId;
        invocation.TraceContext = new TraceContext();
        foreach (var client in function.Clients)
        {
            var hub = JsonSerializer.Serialize(new
            {
                taskHubName = "tests",
                connectionName = "",
                requiredQueryStringParameters = "",
                httpBaseUrl = Client.BaseAddress,
                rpcBaseUrl = _hub.Urls.Single(),
            });
            invocation.InputData.Add(new ParameterBinding { Name = client, Data = new TypedData { String = hub } });
        }

        return _worker.InvokeAsync(invocation);
    }
}
