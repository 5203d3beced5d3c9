using Microsoft.Extensions.Hosting;
using StyleFunctions.Pipeline.Orchestration;

namespace StyleFunctions.Functions.Orchestration;

/// <summary>
/// Runs chunks, and lets them commit what is done before this process ends: SIGTERM stops it, as it stops the whole
/// app, and a replica goes only after it has.
/// </summary>
/// <param name="activities">Runs them.</param>
public sealed class RunningChunks(JobActivities activities) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];

    /// <summary>Runs a chunk, until it is done or is to stop.</summary>
    /// <param name="call">The chunk.</param>
    /// <param name="cancellation">Asks to stop: what is done is committed.</param>
    public async Task<ChunkOutcome> RunAsync(ChunkCall call, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stopping.Token);
        var running = JobActivities.RunChunk.RunAsync(activities, call, stop.Token);
        lock (_gate)
        {
            _running.Add(running);
        }

        try
        {
            return await running;
        }
        finally
        {
            lock (_gate)
            {
                _running.Remove(running);
            }
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        Task[] running;
        lock (_gate)
        {
            running = [.. _running];
        }

        // How one ends is its caller's business.
        await Task.WhenAll(running).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();
}
