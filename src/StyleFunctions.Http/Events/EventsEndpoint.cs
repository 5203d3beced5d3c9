using Microsoft.AspNetCore.Http;
using StyleFunctions.Http.Jobs;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Http.Events;

/// <summary>GET /api/jobs/{id}/events: what happens to a job, as it happens.</summary>
public sealed class EventsEndpoint
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    // Of these ticks, one is for the store; a job that is painted here is looked at when a chunk of it has ended.
    private const int TicksPerLook = 4;

    private readonly JobViewer _viewer;
    private readonly ProgressFeed _feed;
    private readonly TimeProvider _clock;
    private readonly CancellationToken _stopping;

    internal EventsEndpoint(JobViewer viewer, ProgressFeed feed, TimeProvider clock, CancellationToken stopping) =>
        (_viewer, _feed, _clock, _stopping) = (viewer, feed, clock, stopping);

    /// <summary>Tells of a job until it ends, or nobody listens.</summary>
    /// <param name="context">The request and its answer.</param>
    /// <param name="job">The job's id.</param>
    public async Task GetAsync(HttpContext context, string job)
    {
        ArgumentNullException.ThrowIfNull(context);
        var view = await _viewer.LookAsync(job, context.RequestAborted) ?? throw JobEndpoints.NoJob(job);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping);
        var events = new EventWriter(context.Response);
        await events.BeginAsync(gone.Token);
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        var id = context.Request.Headers["Last-Event-ID"].FirstOrDefault();
        var stream = new JobEventStream(events, EventCursor.Parse(view.History, id));
        try
        {
            await TellAsync(job, view, stream, gone.Token);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The client, or the server, goes; whoever comes back says what it saw.
        }
    }

    private async Task TellAsync(string job, JobView view, JobEventStream stream, CancellationToken gone)
    {
        using var timer = new PeriodicTimer(Tick, _clock);
        var beaten = _clock.GetTimestamp();
        ProgressFeed.Step? last = null;
        await stream.TellAsync(view, gone);
        for (var tick = 1; !stream.HasEnded; tick++)
        {
            await timer.WaitForNextTickAsync(gone);
            var step = _feed.Last(job);
            if (step != last && step is not null && view.Status.State is JobState.Running or JobState.Waiting)
            {
                await stream.TellAsync(step, gone);
            }

            if (tick % TicksPerLook == 0 || step?.Chunk != last?.Chunk)
            {
                if (await _viewer.LookAsync(job, gone) is not { } next)
                {
                    await stream.EndAsync(JobState.Cancelled, gone); // deleted
                    return;
                }

                view = next;
                await stream.TellAsync(view, gone);
            }

            last = step;
            if (_clock.GetElapsedTime(beaten) >= Beat)
            {
                beaten = _clock.GetTimestamp();
                await stream.BeatAsync(gone);
            }
        }
    }
}
