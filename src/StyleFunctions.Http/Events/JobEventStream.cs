using StyleFunctions.Http.Jobs;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Http.Events;

/// <summary>One client's stream of one job's events: knows what it has told.</summary>
/// <param name="events">Where to.</param>
/// <param name="cursor">Which chunks the client has seen.</param>
internal sealed class JobEventStream(EventWriter events, EventCursor cursor)
{
    private StateEvent? _told;

    /// <summary>Whether the job's end has been told.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Tells what is new: the job's state, chunks, and its end.</summary>
    /// <param name="view">What the store tells.</param>
    /// <param name="gone">The client is gone.</param>
    public async Task TellAsync(JobView view, CancellationToken gone)
    {
        var status = view.Status;
        var state = new StateEvent(status.State, status.Fraction, status.Remaining);
        if (state != _told)
        {
            _told = state;
            await events.WriteAsync("state", state, HttpJson.Readable.StateEvent, gone);
        }

        for (var variant = 0; variant < view.History.Variants.Count; variant++)
        {
            var chunks = view.History.Variants[variant].Chunks;
            while (cursor.Seen(variant) < chunks.Count)
            {
                var chunk = chunks[cursor.Seen(variant)];
                cursor.Advance(variant);
                await events.WriteAsync(
                    "chunk",
                    ChunkResource.Of(view.Job.Id, chunk, view.Job.Variants[variant].Id),
                    HttpJson.Readable.ChunkResource,
                    gone,
                    cursor.Id(view.History));
            }
        }

        if (status.State is JobState.Done or JobState.Failed or JobState.Cancelled)
        {
            await EndAsync(status.State, gone);
        }
    }

    /// <summary>Tells of an iteration.</summary>
    /// <param name="step">The iteration.</param>
    /// <param name="gone">The client is gone.</param>
    public Task TellAsync(ProgressFeed.Step step, CancellationToken gone) => events.WriteAsync(
        "progress",
        ProgressEvent.Of(step.Chunk.Variant, step.Progress),
        HttpJson.Readable.ProgressEvent,
        gone);

    /// <summary>Tells that nothing more comes.</summary>
    /// <param name="state">How the job ended.</param>
    /// <param name="gone">The client is gone.</param>
    public Task EndAsync(JobState state, CancellationToken gone)
    {
        HasEnded = true;
        return events.WriteAsync("end", new EndEvent(state), HttpJson.Readable.EndEvent, gone);
    }

    /// <summary>Finds out whether anybody is there.</summary>
    /// <param name="gone">The client is gone.</param>
    public Task BeatAsync(CancellationToken gone) => events.BeatAsync(gone);
}
