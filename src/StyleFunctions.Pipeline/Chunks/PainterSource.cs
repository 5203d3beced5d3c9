using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Pipeline.Chunks;

/// <summary>Makes painters, and keeps the last one, its engine and its network for the next chunk.</summary>
/// <param name="store">The store.</param>
/// <param name="backend">What they compute with.</param>
internal sealed class PainterSource(IArtifactStore store, Backend backend) : IDisposable
{
    private VariantPainter? _painter;
    private IEngine? _engine;
    private (Pooling Pooling, Padding Padding) _engineSettings;

    /// <summary>The painter of a variant: where the last chunk left it, or at the start.</summary>
    /// <param name="job">The job.</param>
    /// <param name="variant">The variant.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ChunkRefusedException">This worker has another engine or other weights.</exception>
    /// <exception cref="MissingInputException">A picture is gone or damaged.</exception>
    public async Task<VariantPainter> GetAsync(Job job, Variant variant, CancellationToken cancellation)
    {
        if (_painter?.Job.Id == job.Id && _painter.Variant.Id == variant.Id)
        {
            await JobInputs.CheckAsync(store, job, variant, cancellation);
            await PinAsync(job, _engine!, cancellation); // another worker may have taken it over
            return _painter;
        }

        Drop();
        var inputs = await JobInputs.ReadAsync(store, job, variant, cancellation);
        var engine = await EngineAsync(job, variant.TransferSettings(), cancellation);
        await PinAsync(job, engine, cancellation);
        return _painter = new VariantPainter(store, job, variant, inputs, engine);
    }

    /// <summary>Forgets the last one.</summary>
    public void Drop()
    {
        _painter?.Dispose();
        _painter = null;
    }

    /// <summary>Frees everything; painters can be made again.</summary>
    public void Dispose()
    {
        Drop();
        _engine?.Dispose();
        _engine = null;
    }

    private async Task<IEngine> EngineAsync(Job job, TransferSettings settings, CancellationToken cancellation)
    {
        var network = _engine?.Network;
        if (network is null || !Is(job.Network, network))
        {
            Dispose(); // before another network is loaded: two may be more than there is memory for
            network = await backend.LoadNetwork(job.Network, cancellation);
            if (!Is(job.Network, network))
            {
                throw new ChunkRefusedException(
                    $"The job {job.Id} was accepted with weights of {job.Network.Name} whose SHA-256 is "
                    + $"{job.Network.Hash}, for pixels from 0 to {job.Network.InputRange}; this worker's is "
                    + $"{network.Hash}, for pixels from 0 to {network.Preprocessing.Scale}.");
            }
        }

        if (_engine is null || _engineSettings != (settings.Pooling, settings.Padding))
        {
            _engine?.Dispose();
            _engine = null;
            _engine = backend.MakeEngine(network, settings);
            _engineSettings = (settings.Pooling, settings.Padding);
        }

        return _engine;
    }

    private static bool Is(JobNetwork wanted, Network network) =>
        (wanted.Hash, wanted.InputRange) == (network.Hash, network.Preprocessing.Scale);

    private async Task PinAsync(Job job, IEngine engine, CancellationToken cancellation)
    {
        var (name, type) = (JobLayout.Engine(job.Id), PipelineJson.Default.EnginePin);
        var pin = await store.ReadJsonAsync(name, type, cancellation);
        if (pin is null)
        {
            await store.CreateJsonAsync(name, new EnginePin(engine.Name), type, cancellation);
            pin = await store.ReadJsonAsync(name, type, cancellation);
        }

        if (pin?.Value.Engine == engine.Name)
        {
            return;
        }

        if (!backend.TakesOver)
        {
            throw new ChunkRefusedException(
                $"The job {job.Id} is painted with the engine {pin?.Value.Engine}, and this worker's is {engine.Name}: "
                + "it would not paint the same bytes. Resume it on a machine like the first, let it be taken over "
                + "('resume --take-over'), or start another run.");
        }

        await store.PutJsonAsync(name, new EnginePin(engine.Name), type, cancellation);
    }
}
