using StyleFunctions.Pipeline.Orchestration;

namespace StyleFunctions.Pipeline.Local;

/// <summary>The world of one orchestration for one turn.</summary>
/// <param name="activities">What it calls.</param>
/// <param name="clock">For waits.</param>
/// <param name="isTurnOver">Asked before every chunk.</param>
/// <param name="stop">Asks to stop.</param>
internal sealed class LocalTurn(
    JobActivities activities, TimeProvider clock, Func<bool> isTurnOver, CancellationToken stop)
    : IOrchestrationContext
{
    private readonly RetryRule _retry = RetryRule.Default;
    private readonly List<Task> _underWay = [];
    private object? _next;

    /// <summary>Runs an orchestration to its end, however often it continues as new.</summary>
    /// <typeparam name="TInput">Its input.</typeparam>
    /// <typeparam name="TResult">Its result.</typeparam>
    /// <param name="orchestration">The orchestration.</param>
    /// <param name="input">The input.</param>
    /// <exception cref="TurnEndedException">The turn ended before.</exception>
    public async Task<TResult> RunAsync<TInput, TResult>(
        Func<IOrchestrationContext, TInput, Task<TResult>> orchestration, TInput input)
    {
        while (true)
        {
            _next = null;
            var result = await RunOnceAsync(orchestration, input);
            if (_next is not TInput next)
            {
                return result;
            }

            input = next;
        }
    }

    /// <inheritdoc/>
    public Task<TResult> CallAsync<TInput, TResult>(JobActivity<TInput, TResult> activity, TInput input) =>
        Begun(TryAsync(activity, input));

    /// <inheritdoc/>
    public Task<VariantEnd> StartVariantAsync(VariantRun run) =>
        Begun(new LocalTurn(activities, clock, isTurnOver, stop).RunAsync(VariantOrchestration.RunAsync, run));

    /// <inheritdoc/>
    public Task WaitAsync(string name, TimeSpan atMost) =>
        throw new TurnEndedException(LocalEnd.Paused); // whoever resumes the job starts it again

    /// <inheritdoc/>
    public string NewName() => Guid.NewGuid().ToString("N");

    /// <inheritdoc/>
    public void Report(OrchestrationProgress progress)
    {
        // Here everybody looks at the artifacts.
    }

    /// <inheritdoc/>
    public void ContinueAsNew<TInput>(TInput input) => _next = input;

    // A turn is over when nothing of it runs any more: not when one of several variants says so.
    private async Task<TResult> RunOnceAsync<TInput, TResult>(
        Func<IOrchestrationContext, TInput, Task<TResult>> orchestration, TInput input)
    {
        try
        {
            return await orchestration(this, input);
        }
        finally
        {
            await Task.WhenAll(_underWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _underWay.Clear();
        }
    }

    private Task<T> Begun<T>(Task<T> task)
    {
        _underWay.Add(task);
        return task;
    }

    private async Task<TResult> TryAsync<TInput, TResult>(JobActivity<TInput, TResult> activity, TInput input)
    {
        if (input is ChunkCall && isTurnOver())
        {
            throw new TurnEndedException(LocalEnd.TurnOver);
        }

        for (var attempt = 1; ; attempt++)
        {
            CheckStop();
            try
            {
                return await activity.RunAsync(activities, input, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                throw new TurnEndedException(LocalEnd.Stopped);
            }
#pragma warning disable CA1031 // Whatever it is, it is tried again, and then told.
            catch (Exception e) when (e is not TurnEndedException)
#pragma warning restore CA1031
            {
                if (attempt == _retry.Attempts)
                {
                    throw new ActivityFailedException(e.Message, e);
                }
            }

            await WaitAsync(_retry.Delay(attempt));
        }
    }

    private void CheckStop()
    {
        if (stop.IsCancellationRequested)
        {
            throw new TurnEndedException(LocalEnd.Stopped);
        }
    }

    private async Task WaitAsync(TimeSpan delay)
    {
        try
        {
            await Task.Delay(delay, clock, stop);
        }
        catch (OperationCanceledException)
        {
            throw new TurnEndedException(LocalEnd.Stopped);
        }
    }
}
