using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer;

namespace StyleFunctions.Pipeline.Chunks;

/// <summary>
/// Runs chunks, one at a time: the activity that computes. What a chunk leaves ready for the next is kept, so that one
/// chunk after another of a variant costs no more than one long run.
/// </summary>
public sealed class ChunkRunner : IDisposable
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(1);

    private readonly IArtifactStore _store;
    private readonly JobStore _jobs;
    private readonly PainterSource _painters;
    private readonly TimeSpan _controlInterval;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>A worker on a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="backend">What it computes with.</param>
    /// <param name="controlInterval">How often a running chunk looks at control.json; null for every second.</param>
    /// <param name="clock">For timings; the system's if null.</param>
    public ChunkRunner(
        IArtifactStore store, Backend backend, TimeSpan? controlInterval = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(backend);
        _store = store;
        _jobs = new JobStore(store);
        _painters = new PainterSource(store, backend);
        _controlInterval = controlInterval ?? DefaultInterval;
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>Called at each point of the protocol.</summary>
    internal Action<ChunkPoint> Reached { get; init; } = _ => { };

    /// <summary>
    /// Runs a chunk and commits it, or adopts it if it is committed already. Idempotent: called again with the same
    /// attempt, after a failure at whatever point, it ends in the same state.
    /// </summary>
    /// <param name="chunk">The chunk; the one before it is committed.</param>
    /// <param name="budget">How long it may run.</param>
    /// <param name="attempt">
    /// A name no other attempt has, of letters, digits and '-', at most 40: the first call's is used again when the
    /// call is retried.
    /// </param>
    /// <param name="onIteration">Called after every iteration, on another thread; null for nobody.</param>
    /// <param name="stop">Asks to stop: what is done is committed.</param>
    /// <returns>Where the variant stands.</returns>
    /// <exception cref="ArgumentException">
    /// The job has no such chunk, or the one before it is not committed, or ends elsewhere.
    /// </exception>
    /// <exception cref="ChunkRefusedException">This worker cannot make the job's bytes; another may.</exception>
    /// <exception cref="Transfer.Settings.InvalidSettingException">
    /// The weights or the memory do not suffice, which only a worker can tell; no retry helps.
    /// </exception>
    /// <exception cref="MissingInputException">A picture of the job is gone or damaged.</exception>
    /// <exception cref="NonFiniteLossException">The loss or its gradient is not finite; no retry helps.</exception>
    public async Task<ChunkResult> RunAsync(
        ChunkKey chunk,
        ChunkBudget budget,
        string attempt,
        Action<TransferProgress>? onIteration = null,
        CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        ArgumentNullException.ThrowIfNull(budget);
        CheckAttempt(attempt);
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            var job = await _jobs.ReadAsync(chunk.Job, CancellationToken.None)
                ?? throw new ArgumentException($"There is no job '{chunk.Job}'.", nameof(chunk));
            var variant = VariantOf(job, chunk);
            return await AdoptAsync(chunk, variant)
                ?? await RunNewAsync(
                    job, variant, chunk, new Attempt(attempt, budget, onIteration ?? (_ => { })), stop);
        }
        catch
        {
            _painters.Dispose(); // it may have stopped halfway between two iterations
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Makes the picture of a variant's last chunk again, which is gone or damaged: it is a function of its checkpoint.
    /// </summary>
    /// <param name="job">The job's id.</param>
    /// <param name="variant">The variant's id.</param>
    /// <param name="stop">Asks to stop: nothing is made then.</param>
    /// <exception cref="ArgumentException">There is no such job, or nothing of it is painted.</exception>
    /// <exception cref="InvalidDataException">The picture is not what it was.</exception>
    /// <exception cref="ChunkRefusedException">This worker cannot make the job's bytes; another may.</exception>
    /// <exception cref="MissingInputException">A picture of the job is gone or damaged.</exception>
    public async Task RepairLastFrameAsync(string job, string variant, CancellationToken stop = default)
    {
        var accepted = await _jobs.ReadAsync(job, CancellationToken.None)
            ?? throw new ArgumentException($"There is no job '{job}'.", nameof(job));
        var history = await VariantHistory.ReadAsync(
            _store, accepted, accepted.Variant(variant), CancellationToken.None);
        if (history.Chunks.Count == 0)
        {
            throw new ArgumentException($"Nothing of {job}, {variant} is painted.", nameof(variant));
        }

        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            var painter = await _painters.GetAsync(accepted, history.Variant, CancellationToken.None);
            if (await painter.TryRestoreAsync(history.Chunks) || await painter.MakeAgainAsync(history.Chunks, stop))
            {
                await new ChunkWriter(_store, _clock, Reached).WriteFrameAgainAsync(painter, history.Chunks[^1]);
            }
        }
        catch
        {
            _painters.Dispose();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Frees the engine.</summary>
    public void Dispose()
    {
        _painters.Dispose();
        _turn.Dispose();
    }

    private static void CheckAttempt(string attempt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        if (attempt.Length is 0 or > 40 || !attempt.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            throw new ArgumentException(
                "An attempt's name has 1 to 40 letters, digits and '-'.", nameof(attempt));
        }
    }

    private static Variant VariantOf(Job job, ChunkKey chunk)
    {
        var variant = job.Variants.FirstOrDefault(v => v.Id == chunk.Variant);
        if (variant is null || chunk.Tile is not null || chunk.Scale < 0 || chunk.Scale >= variant.Scales.Count
            || chunk.Start < 0 || chunk.Start >= variant.Scales[chunk.Scale].Iterations)
        {
            throw new ArgumentException($"The job {job.Id} has no such chunk: {chunk}.", nameof(chunk));
        }

        return variant;
    }

    private async Task<ChunkResult?> AdoptAsync(ChunkKey chunk, Variant variant)
    {
        var committed = await _store.ReadJsonAsync(JobLayout.Chunk(chunk), PipelineJson.Default.ChunkManifest);
        if (committed is not { Value: var manifest })
        {
            return null;
        }

        var isScaleEnd = manifest.End == variant.Scales[chunk.Scale].Iterations;
        return new ChunkResult(chunk.Scale, manifest.End, isScaleEnd ? ChunkStop.ScaleEnd : ChunkStop.Adopted);
    }

    private async Task<ChunkResult> RunNewAsync(
        Job job, Variant variant, ChunkKey chunk, Attempt attempt, CancellationToken stop)
    {
        var control = await _jobs.ReadControlAsync(job.Id, CancellationToken.None);
        if (control != JobControlState.Run || stop.IsCancellationRequested)
        {
            return new ChunkResult(chunk.Scale, chunk.Start, Stopped(control));
        }

        var started = _clock.GetUtcNow();
        var loading = _clock.GetTimestamp();
        await using var watch = new ControlWatch(_jobs, job.Id, _controlInterval, stop);
        var painter = await _painters.GetAsync(job, variant, CancellationToken.None);
        if (await BringAsync(painter, chunk, watch) is { } ended)
        {
            return ended;
        }

        Reached(ChunkPoint.Loaded);
        var load = _clock.GetElapsedTime(loading).TotalSeconds;
        var losses = new LossRecord(variant.TransferSettings().StyleLayers.Layers, _clock);
        await painter.RunAsync(
            step =>
            {
                losses.Add(step);
                attempt.OnIteration(step);
                Reached(ChunkPoint.Iterated);
                if (step.Iteration == step.Iterations || attempt.IsSpent(step.Iteration, losses))
                {
                    watch.Stop();
                }
            },
            watch.Stopping);
        var optimize = losses.Seconds;
        if (losses.Count == 0)
        {
            return new ChunkResult(chunk.Scale, chunk.Start, Stopped(watch.State));
        }

        Reached(ChunkPoint.Optimized);
        var writer = new ChunkWriter(_store, _clock, Reached);
        var timings = new ChunkTimings(started, load, optimize, Save: 0);
        var manifest = await writer.WriteAsync(painter, chunk, attempt.Name, losses.ToLosses(), timings);
        if (!await writer.CommitAsync(chunk, manifest))
        {
            _painters.Drop(); // it is not where the winner is
            var history = await VariantHistory.ReadAsync(_store, job, variant, CancellationToken.None);
            if (history.Chunks is [.., var last])
            {
                await writer.SweepAsync(chunk, last); // the winner may have swept before this one wrote
            }

            return (await AdoptAsync(chunk, variant))!;
        }

        painter.Settle(manifest);
        await writer.SweepAsync(chunk, manifest);
        return new ChunkResult(
            chunk.Scale,
            manifest.End,
            manifest.End == variant.Scales[chunk.Scale].Iterations ? ChunkStop.ScaleEnd
                : attempt.IsSpent(manifest.End, losses) ? ChunkStop.Budget
                : Stopped(watch.State));
    }

    // Brings the painter to the chunk's start; a result if that is how the chunk ends.
    private async Task<ChunkResult?> BringAsync(VariantPainter painter, ChunkKey chunk, ControlWatch watch)
    {
        if (painter.Position == new VariantPosition(chunk.Scale, chunk.Start))
        {
            return null;
        }

        var history = await VariantHistory.ReadAsync(_store, painter.Job, painter.Variant, CancellationToken.None);
        var before = history.Before(chunk);
        if (await painter.TryRestoreAsync(before))
        {
            return null;
        }

        // Another worker may have committed the chunk, and gone on, and removed the checkpoint.
        if (await AdoptAsync(chunk, painter.Variant) is { } adopted)
        {
            return adopted;
        }

        return await painter.MakeAgainAsync(before, watch.Stopping)
            ? null
            : new ChunkResult(chunk.Scale, chunk.Start, Stopped(watch.State));
    }

    private static ChunkStop Stopped(JobControlState control) => control switch
    {
        JobControlState.Pause => ChunkStop.Paused,
        JobControlState.Cancel => ChunkStop.Cancelled,
        _ => ChunkStop.Asked,
    };

    private sealed record Attempt(string Name, ChunkBudget Budget, Action<TransferProgress> OnIteration)
    {
        public bool IsSpent(int end, LossRecord losses) =>
            end % Budget.Iterations == 0 || losses.Seconds >= Budget.Seconds;
    }
}
