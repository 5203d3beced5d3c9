using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StyleFunctions.Functions.Engines;
using StyleFunctions.Functions.Networks;
using StyleFunctions.Functions.Orchestration;
using StyleFunctions.Functions.Pictures;
using StyleFunctions.Http;
using StyleFunctions.Http.Webhooks;
using StyleFunctions.Pipeline;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Inboxes;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Orchestration;
using StyleFunctions.Pipeline.Uploads;
using StyleFunctions.Transfer;

namespace StyleFunctions.Functions;

/// <summary>Puts the pipeline together for the functions.</summary>
internal static class AppServices
{
    /// <summary>Adds what functions ask for.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="settings">How the app is set up.</param>
    /// <param name="store">The store.</param>
    /// <param name="networks">The networks there are.</param>
    public static void AddStyleFunctions(
        this IServiceCollection services, AppSettings settings, IArtifactStore store, InstalledNetworks networks)
    {
        var limits = UploadLimits.Within(FreeMemory.Default); // an API replica is small
        var secret = ReadSecret();
        services.Configure<WorkerOptions>(options => options.Serializer = new JsonObjectSerializer(Json()));
        services.AddSingleton(store);
        services.AddSingleton(new JobStore(store));
        services.AddSingleton(new PictureGate(new UploadDecoder()));
        services.AddSingleton<DurableJobHost>();
        services.AddSingleton(p => new JobDesk(store, p.GetRequiredService<DurableJobHost>()));
        services.AddSingleton(p => new Submission(
            p.GetRequiredService<JobDesk>(),
            networks.Shelf,
            p.GetRequiredService<PictureGate>(),
            limits,
            secret is not null,
            settings.Memory ?? FreeMemory.Default));
        services.AddSingleton(p => MakeInbox(p, store, limits));
        services.AddSingleton(p => MakeOpenJobs(p, store));
        services.AddSingleton(p => MakeApi(p, store, networks.Shelf, limits));
        if (secret is not null)
        {
            services.AddSingleton<IJobListener>(new WebhookSender(store, secret));
        }

        if (settings.Engine is { } engine)
        {
            var engines = AppEngines.Open(engine, settings.Precision);
            services.AddSingleton(engines);
            services.AddSingleton(new ChunkRunner(
                store, Backend.On(engines, networks.LoadAsync, settings.TakesOver)));
        }

        services.AddSingleton(p => new JobActivities(
            store, settings.Painting, p.GetService<ChunkRunner>(), p.GetService<IJobListener>()));
        services.AddSingleton<RunningChunks>();
        services.AddHostedService(p => p.GetRequiredService<RunningChunks>()); // stops before what was added before it
    }

    private static WebhookSecret? ReadSecret()
    {
        try
        {
            return WebhookSecret.OfEnvironment();
        }
        catch (FormatException e)
        {
            throw new AppSettingException(e.Message);
        }
    }

    // What orchestrations and activities pass each other, as the artifacts have it. Less strict than those: the host's
    // own messages have more members than anybody reads, and while a new version is deployed, so may ours.
    private static JsonSerializerOptions Json() => new(PipelineJson.Default.Options)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(PipelineJson.Default, new DefaultJsonTypeInfoResolver()),
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        PropertyNameCaseInsensitive = true,
        WriteIndented = false,
    };

    private static Inbox MakeInbox(IServiceProvider services, IArtifactStore store, UploadLimits limits)
    {
        var log = services.GetRequiredService<ILogger<Inbox>>();
        return new Inbox(store, services.GetRequiredService<Submission>(), limits)
        {
            OnTrouble = (file, e) => Log.CannotTake(log, file, e),
        };
    }

    private static OpenJobs MakeOpenJobs(IServiceProvider services, IArtifactStore store)
    {
        var log = services.GetRequiredService<ILogger<OpenJobs>>();
        return new OpenJobs(store) { OnTrouble = (job, e) => Log.CannotGoOn(log, job, e) };
    }

    private static HttpApi MakeApi(
        IServiceProvider services, IArtifactStore store, NetworkShelf networks, UploadLimits limits) => new(
        store,
        services.GetRequiredService<JobDesk>(),
        services.GetRequiredService<Submission>(),
        networks,
        services.GetRequiredService<PictureGate>(),
        limits,
        stopping: services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
}
