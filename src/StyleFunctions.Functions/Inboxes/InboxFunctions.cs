using System.Text.Json;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using StyleFunctions.Functions.Orchestration;
using StyleFunctions.Pipeline.Inboxes;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Functions.Inboxes;

/// <summary>The inbox: requests, and pictures for a style, that are put into the container.</summary>
/// <param name="inbox">Takes them.</param>
/// <param name="open">Finds jobs nobody carries out.</param>
/// <param name="jobs">The jobs.</param>
/// <param name="host">Carries jobs out.</param>
/// <param name="log">Hears of trouble.</param>
public sealed class InboxFunctions(
    Inbox inbox, OpenJobs open, JobStore jobs, DurableJobHost host, ILogger<InboxFunctions> log)
{
    private const string Files = "%StyleFunctions:Container%/" + JobLayout.Inbox + "{name}";
    private const string Poison = "webjobs-blobtrigger-poison";

    /// <summary>Takes what was put there: inbox/NAME.json, or inbox/STYLE/NAME.png.</summary>
    [Function(nameof(InboxUploaded))]
    public Task InboxUploaded(
        [BlobTrigger(Files)] BlobClient blob,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        host.Use(client);
        return inbox.TakeAsync(blob.Name, cancellation);
    }

    /// <summary>Takes what could not be taken five times, or says beside it why it cannot.</summary>
    [Function(nameof(InboxPoisoned))]
    public Task InboxPoisoned(
        [QueueTrigger(Poison)] string message,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        host.Use(client);
        using var poisoned = JsonDocument.Parse(message);
        var name = poisoned.RootElement.GetProperty("BlobName").GetString()!;
        return inbox.TakeOrRefuseAsync(name, cancellation);
    }

    /// <summary>
    /// Takes what the trigger has missed, which polls and promises nothing, and starts the jobs that nobody started.
    /// </summary>
    [Function(nameof(SweepInbox))]
    public async Task SweepInbox(
#pragma warning disable IDE0060 // The binding has to be there.
        [TimerTrigger("0 * * * * *")] TimerInfo timer,
#pragma warning restore IDE0060
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        host.Use(client);
        await inbox.LookAsync(cancellation);
        foreach (var job in await open.FindAsync(_ => false, cancellation))
        {
            try
            {
                if (await jobs.ReadOpenAsync(job, cancellation) is not null) // it may have ended since
                {
                    await host.TakeUpAsync(job, cancellation);
                }
            }
#pragma warning disable CA1031 // One job's trouble is not the others'.
            catch (Exception e) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Log.CannotGoOn(log, job, e);
            }
        }
    }
}
