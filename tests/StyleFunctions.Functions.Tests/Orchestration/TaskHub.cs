using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Grpc;
using Microsoft.DurableTask.Testing;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StyleFunctions.Functions.Networks;
using StyleFunctions.Functions.Orchestration;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Orchestration;
using StyleFunctions.Pipeline.Tests.Jobs;
using StyleFunctions.Transfer.Engines;

namespace StyleFunctions.Functions.Tests.Orchestration;

/// <summary>
/// The app's orchestrations and activities, with the services the app gives them, in Durable Task's own host for tests:
/// it replays an orchestration from its history whenever something has come in.
/// </summary>
internal sealed class TaskHub : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly GrpcChannel _channel;
    private readonly ConcurrentQueue<HubCall> _calls;

    private TaskHub(IHost host, int port, ConcurrentQueue<HubCall> calls)
    {
        (_host, _calls) = (host, calls);
        _channel = GrpcChannel.ForAddress(new UriBuilder(Uri.UriSchemeHttp, "localhost", port).Uri);
        Jobs.Use(Client);
    }

    public DurableTaskClient Client => _host.Services.GetRequiredService<DurableTaskClient>();

    public DurableJobHost Jobs => _host.Services.GetRequiredService<DurableJobHost>();

    public JobDesk Desk => _host.Services.GetRequiredService<JobDesk>();

    public JobStore Store => _host.Services.GetRequiredService<JobStore>();

    private FunctionsConverter Converter =>
        new(_host.Services.GetRequiredService<IOptions<WorkerOptions>>().Value.Serializer!);

    /// <summary>Every run of an orchestration's code and every call of an activity, in the order they began.</summary>
    public IReadOnlyList<HubCall> Calls => [.. _calls];

    /// <param name="store">The store.</param>
    /// <param name="painting">How jobs are painted; two iterations a chunk if null.</param>
    /// <param name="orchestrations">The functions that are orchestrations; the app's if null.</param>
    /// <param name="onCall">Called before every activity; what it throws is the activity's failure.</param>
    public static async Task<TaskHub> StartAsync(
        IArtifactStore store,
        PaintingOptions? painting = null,
        Type? orchestrations = null,
        Func<HubCall, Task>? onCall = null)
    {
        var calls = new ConcurrentQueue<HubCall>();
        var settings = new AppSettings
        {
            Engine = new ComputeDevice(ComputeDeviceKind.Cpu),
            Painting = painting ?? new PaintingOptions(new ChunkBudget(2)),
        };
        var networks = await InstalledNetworks.FindAsync(null);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddStyleFunctions(settings, store, networks);
        builder.Services.AddOptions<DurableTaskWorkerOptions>().PostConfigure<IOptions<WorkerOptions>>(
            (options, worker) => options.DataConverter = new FunctionsConverter(worker.Value.Serializer!));
        builder.Services.AddOptions<DurableTaskClientOptions>().PostConfigure<IOptions<WorkerOptions>>(
            (options, worker) => options.DataConverter = new FunctionsConverter(worker.Value.Serializer!));
        var port = FreePort();
        IHost? host = null;
        builder.Services.AddInMemoryDurableTask(
            registry =>
            {
                foreach (var method in Functions(orchestrations ?? typeof(OrchestrationFunctions)))
                {
                    Invoke(nameof(AddOrchestration), method, registry, calls);
                }

                foreach (var method in Functions(typeof(ActivityFunctions)))
                {
                    Func<object> functions = () =>
                        ActivatorUtilities.CreateInstance<ActivityFunctions>(host!.Services);
                    var before = onCall ?? (_ => Task.CompletedTask);
                    Invoke(nameof(AddActivity), method, registry, calls, functions, before);
                }
            },
            new InMemoryDurableTaskOptions { Port = port });
        host = builder.Build();
        await host.StartAsync();
        return new TaskHub(host, port, calls);
    }

    public Task<AcceptedJob> SubmitAsync(JobRequest request) =>
        Desk.SubmitAsync(request, SmallJob.Pictures, SmallJob.Profile);

    /// <summary>Waits until a run of a job has ended.</summary>
    public async Task<JobEnd> EndAsync(Job job, int run = 1)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var instance = await Client.WaitForInstanceCompletionAsync(
            JobRuns.Name(job.Id, run), getInputsAndOutputs: true, patience.Token);
        Assert.True(
            instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed,
            $"{instance.RuntimeStatus}: {instance.FailureDetails}");
        return instance.ReadOutputAs<JobEnd>();
    }

    /// <summary>Waits until an activity was called so often.</summary>
    public async Task CalledAsync(string name, int times)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (Calls.Count(c => c.Name == name) < times)
        {
            await Task.Delay(10, patience.Token);
        }
    }

    /// <summary>What carries jobs out in another process.</summary>
    /// <param name="store">The store.</param>
    /// <param name="meeting">Whom it waits for.</param>
    public DurableJobHost NewHost(IArtifactStore store, Meeting meeting)
    {
        var options = new GrpcDurableTaskClientOptions
        {
            CallInvoker = _channel.Intercept(meeting),
            DataConverter = Converter,
        };
        var host = new DurableJobHost(store);
        host.Use(new GrpcDurableTaskClient("", options, NullLogger.Instance));
        return host;
    }

    public async Task<JobState> StateAsync(Job job) => (await Store.ReadStatusAsync(job.Id))!.State;

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _host.StopAsync();
        _host.Dispose();
    }

    private static IEnumerable<MethodInfo> Functions(Type type) =>
        type.GetMethods().Where(m => m.GetCustomAttribute<FunctionAttribute>() is not null);

    private static void Invoke(string add, MethodInfo method, params object[] arguments)
    {
        var input = method.GetParameters().First(p => p.ParameterType != typeof(TaskOrchestrationContext));
        typeof(TaskHub).GetMethod(add, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(input.ParameterType, method.ReturnType.GetGenericArguments()[0])
            .Invoke(null, [method, .. arguments]);
    }

    private static void AddOrchestration<TInput, TResult>(
        MethodInfo method, DurableTaskRegistry registry, ConcurrentQueue<HubCall> calls)
    {
        var run = method.CreateDelegate<Func<TaskOrchestrationContext, TInput, Task<TResult>>>();
        registry.AddOrchestratorFunc<TInput, TResult>(NameOf(method), (context, input) =>
        {
            calls.Enqueue(new HubCall(NameOf(method), input!, context.InstanceId, context.IsReplaying));
            return run(context, input);
        });
    }

    private static void AddActivity<TInput, TResult>(
        MethodInfo method,
        DurableTaskRegistry registry,
        ConcurrentQueue<HubCall> calls,
        Func<object> functions,
        Func<HubCall, Task> onCall) =>
        registry.AddActivityFunc<TInput, TResult>(NameOf(method), async (context, input) =>
        {
            var call = new HubCall(NameOf(method), input!, context.InstanceId, IsReplay: false);
            calls.Enqueue(call);
            await onCall(call);
            var run = method.CreateDelegate<Func<TInput, CancellationToken, Task<TResult>>>(functions());
            return await run(input, CancellationToken.None);
        });

    private static string NameOf(MethodInfo method) => method.GetCustomAttribute<FunctionAttribute>()!.Name;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
