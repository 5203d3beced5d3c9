using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Pipeline.Chunks;

/// <summary>Looks at a job's control every so often, and asks a chunk to stop when it says so.</summary>
internal sealed class ControlWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _watching;

    /// <summary>Begins to look.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="job">The job's id.</param>
    /// <param name="interval">How often.</param>
    /// <param name="stop">Asks to stop for another reason.</param>
    public ControlWatch(JobStore jobs, string job, TimeSpan interval, CancellationToken stop)
    {
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _watching = WatchAsync(jobs, job, interval);
    }

    /// <summary>Asks the chunk to stop.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>What the job's control said last.</summary>
    public JobControlState State { get; private set; }

    /// <summary>Asks the chunk to stop because it is done.</summary>
    public void Stop() => _stopping.Cancel();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _watching;
        _ended.Dispose();
        _stopping.Dispose();
    }

    private async Task WatchAsync(JobStore jobs, string job, TimeSpan interval)
    {
        try
        {
            while (State == JobControlState.Run)
            {
                await Task.Delay(interval, _ended.Token);
                State = await LookAsync(jobs, job);
            }

            await _stopping.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // The chunk has ended.
        }
    }

    // What cannot be read now may be read the next time; it is no reason to lose a chunk.
    private async Task<JobControlState> LookAsync(JobStore jobs, string job)
    {
        try
        {
            return await jobs.ReadControlAsync(job, _ended.Token);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return JobControlState.Run;
        }
    }
}
