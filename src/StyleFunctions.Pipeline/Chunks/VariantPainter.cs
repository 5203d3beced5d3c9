using StyleFunctions.Imaging;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Checkpoints;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer;
using StyleFunctions.Transfer.Engines;

namespace StyleFunctions.Pipeline.Chunks;

/// <summary>A variant's transfer with its engine, at some place, ready to go on.</summary>
internal sealed class VariantPainter : IDisposable
{
    private readonly IEngine _engine;
    private readonly TransferInputs _inputs;
    private readonly CheckpointStore _checkpoints;
    private StyleTransfer _transfer;

    /// <summary>A transfer at its start.</summary>
    /// <param name="store">The store.</param>
    /// <param name="job">The job.</param>
    /// <param name="variant">The variant.</param>
    /// <param name="inputs">Its pictures.</param>
    /// <param name="engine">The engine.</param>
    public VariantPainter(IArtifactStore store, Job job, Variant variant, TransferInputs inputs, IEngine engine)
    {
        (Job, Variant, _inputs, _engine) = (job, variant, inputs, engine);
        _checkpoints = new CheckpointStore(store, job.Id, variant.Id);
        _transfer = new StyleTransfer(engine, inputs, variant.TransferSettings());
    }

    /// <summary>The job.</summary>
    public Job Job { get; }

    /// <summary>The variant.</summary>
    public Variant Variant { get; }

    /// <summary>The engine's name.</summary>
    public string EngineName => _engine.Name;

    /// <summary>The place it is at, as the start of a chunk; null if it is at none.</summary>
    public VariantPosition? Position { get; private set; } = VariantPosition.Start;

    /// <summary>The name of the checkpoint of that place; null at the very start.</summary>
    public string? Checkpoint { get; private set; }

    /// <summary>The picture as it stands.</summary>
    public Picture CurrentPicture() => _transfer.CurrentPicture();

    /// <summary>Goes to the end of the last of some chunks, from its checkpoint; or to the very start.</summary>
    /// <param name="chunks">The variant's manifests up to there.</param>
    /// <returns>Whether it is there; not if the checkpoint is gone or damaged.</returns>
    public async Task<bool> TryRestoreAsync(IReadOnlyList<ChunkManifest> chunks)
    {
        Position = null;
        if (chunks.Count == 0)
        {
            Begin();
            return true;
        }

        if (await _checkpoints.ReadAsync(chunks[^1].Checkpoint, CancellationToken.None) is not { } state)
        {
            return false;
        }

        _transfer.Restore(state);
        Settle(chunks[^1]);
        return true;
    }

    /// <summary>
    /// Goes to the end of the last of some chunks and writes its checkpoint again: from the one before it or, if that
    /// is no better, from one yet earlier, or from the start.
    /// </summary>
    /// <param name="chunks">The variant's manifests up to there, at least one.</param>
    /// <param name="stop">Asks to stop.</param>
    /// <returns>Whether it got there before it was asked to stop.</returns>
    /// <exception cref="InvalidDataException">The checkpoint is not what it was.</exception>
    public async Task<bool> MakeAgainAsync(IReadOnlyList<ChunkManifest> chunks, CancellationToken stop)
    {
        var whole = chunks.Count - 1;
        while (!await TryRestoreAsync([.. chunks.Take(whole)]))
        {
            whole--;
        }

        var last = chunks[^1];
        if (!await RunToAsync(last, stop))
        {
            return false;
        }

        var name = await SaveAsync(CancellationToken.None, replacesDamaged: true);
        if (name != last.Checkpoint)
        {
            throw new InvalidDataException(
                $"The checkpoint {last.Checkpoint} was gone or damaged, and made again it is another one: "
                + "this worker does not compute as the one before did.");
        }

        Settle(last);
        return true;
    }

    /// <summary>Does iterations.</summary>
    /// <param name="onIteration">Called after each; may ask to stop.</param>
    /// <param name="stop">Asks to stop.</param>
    public async Task RunAsync(Action<TransferProgress> onIteration, CancellationToken stop)
    {
        Position = null;
        await Task.Factory.StartNew(
            () => _transfer.Run(onIteration, stop),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    /// <summary>Writes a checkpoint of the place it is at.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="replacesDamaged">Whether the one of its name is known to be damaged.</param>
    /// <returns>The checkpoint's name.</returns>
    public async Task<string> SaveAsync(CancellationToken cancellation, bool replacesDamaged = false)
    {
        var state = _transfer.Save();
        return await _checkpoints.WriteAsync(state, Variant.Scales[state.Scale], replacesDamaged, cancellation);
    }

    /// <summary>Takes it that the place it is at is the end of a committed chunk.</summary>
    /// <param name="chunk">The chunk, of its own making.</param>
    public void Settle(ChunkManifest chunk) =>
        (Position, Checkpoint) = (VariantPosition.After(Variant, chunk.Scale, chunk.End), chunk.Checkpoint);

    /// <inheritdoc/>
    public void Dispose() => _transfer.Dispose();

    private void Begin()
    {
        _transfer.Dispose();
        _transfer = new StyleTransfer(_engine, _inputs, Variant.TransferSettings());
        (Position, Checkpoint) = (VariantPosition.Start, null);
    }

    private async Task<bool> RunToAsync(ChunkManifest chunk, CancellationToken stop)
    {
        using var arrived = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var isThere = false;
        await RunAsync(
            step =>
            {
                if (step.Scale - 1 == chunk.Scale && step.Iteration == chunk.End)
                {
                    isThere = true;
                    arrived.Cancel();
                }
            },
            arrived.Token);
        return isThere;
    }
}
