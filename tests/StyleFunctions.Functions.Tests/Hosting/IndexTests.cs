using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using StyleFunctions.Functions.Networks;
using StyleFunctions.Functions.Tests.Storage;
using StyleFunctions.Http;
using StyleFunctions.Http.Routes;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Orchestration;

namespace StyleFunctions.Functions.Tests.Hosting;

/// <summary>The functions as the worker lists them to its host.</summary>
[Collection(SharedAzurite.Name)]
public sealed class IndexTests(AppRun app) : IClassFixture<AppRun>
{
    private IReadOnlyList<HostedFunction> Functions => app.Host.Functions;

    [AzuriteFact]
    public async Task Each_has_one_role()
    {
        var roles = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "roles.json")))!;
        Assert.Equal(
            Functions.Select(f => f.Name).Order(StringComparer.Ordinal),
            roles.AsObject().Select(r => r.Key).Order(StringComparer.Ordinal));
        Assert.All(roles.AsObject(), r => Assert.Contains((string)r.Value!, (string[])["api", "gpu"]));
        Assert.Equal("gpu", (string)roles[JobActivities.RunChunk.Name]!);
    }

    [AzuriteFact]
    public async Task Each_route_of_the_API_is_a_function_of_its_name()
    {
        using var folder = new TemporaryFolder();
        var routes = ApiRoutes.Of(await ApiAsync(new FolderArtifactStore(folder["store"])));
        Assert.Equal(
            routes.Select(r => (Title(r.Name), Methods(r.Method), Template(r.Pattern))).Order(),
            Of("httpTrigger").Select(f => (
                f.Name,
                string.Join(' ', f.Trigger.GetProperty("methods").EnumerateArray().Select(m => m.GetString())),
                f.TriggerText("route")!)).Order());
        Assert.All(Of("httpTrigger"), f => Assert.Equal("Anonymous", f.TriggerText("authLevel")));
    }

    [AzuriteFact]
    public void Orchestrations_and_activities_are_those_of_the_pipeline()
    {
        Assert.Equal([JobOrchestration.Name, VariantOrchestration.Name], NamesOf("orchestrationTrigger"));
        Assert.Equal(
            new[]
            {
                JobActivities.Prepare.Name,
                JobActivities.Locate.Name,
                JobActivities.RunChunk.Name,
                JobActivities.FinishVariant.Name,
                JobActivities.Fail.Name,
                JobActivities.FinishJob.Name,
                JobActivities.FailJob.Name,
                JobActivities.Notify.Name,
            }.Order(StringComparer.Ordinal),
            NamesOf("activityTrigger"));
    }

    [AzuriteFact]
    public void The_inbox_is_watched_its_poison_is_heard_of_and_a_timer_sweeps()
    {
        var uploaded = Assert.Single(Of("blobTrigger"));
        Assert.Equal("InboxUploaded", uploaded.Name);
        Assert.Equal("%StyleFunctions:Container%/inbox/{name}", uploaded.TriggerText("path"));

        var poisoned = Assert.Single(Of("queueTrigger"));
        Assert.Equal("InboxPoisoned", poisoned.Name);
        Assert.Equal("webjobs-blobtrigger-poison", poisoned.TriggerText("queueName"));

        var swept = Assert.Single(Of("timerTrigger"));
        Assert.Equal("SweepInbox", swept.Name);
        Assert.Equal("0 * * * * *", swept.TriggerText("schedule"));
    }

    [AzuriteFact]
    public void Those_that_start_or_end_jobs_have_a_client()
    {
        Assert.Equal(
            [
                "CancelJob", "DeleteJob", "InboxPoisoned", "InboxUploaded", "ResumeJob", "SubmitJob", "SweepInbox",
            ],
            Functions.Where(f => f.Clients.Any()).Select(f => f.Name).Order(StringComparer.Ordinal));
    }

    [AzuriteFact]
    public async Task What_was_written_down_when_the_app_was_built_is_the_same()
    {
        using var built = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "functions.metadata")));
        Assert.Equal(
            Functions.Select(f => (f.Name, f.Metadata.EntryPoint)).Order(),
            built.RootElement.EnumerateArray().Select(f => (
                f.GetProperty("name").GetString()!, f.GetProperty("entryPoint").GetString()!)).Order());
    }

    private IEnumerable<HostedFunction> Of(string trigger) => Functions.Where(f => f.TriggerType == trigger);

    private IEnumerable<string> NamesOf(string trigger) =>
        Of(trigger).Select(f => f.Name).Order(StringComparer.Ordinal);

    private static async Task<HttpApi> ApiAsync(FolderArtifactStore store)
    {
        using var networks = await InstalledNetworks.FindAsync(null);
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddStyleFunctions(new AppSettings(), store, networks);
        using var host = builder.Build();
        return host.Services.GetRequiredService<HttpApi>();
    }

    private static string Title(string name) => $"{char.ToUpperInvariant(name[0])}{name[1..]}";

    private static string Methods(string method) => method == "GET" ? "get head" : method.ToLowerInvariant();

    // A segment of several, as the host's routing has it. The page's files lie side by side.
    private static string Template(string pattern) =>
        pattern == "/{**path}" ? "{path?}" : pattern[1..].Replace("**", "*", StringComparison.Ordinal);
}
