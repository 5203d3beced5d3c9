using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Pipeline.Chunks;

/// <summary>What a worker computes with: a CPU or a GPU, and where it finds networks.</summary>
/// <param name="LoadNetwork">
/// Gives a network its weights, from wherever this worker keeps them. Called once for each network a worker needs.
/// </param>
/// <param name="MakeEngine">Makes an engine for a network and the settings' pooling and padding.</param>
/// <param name="TakesOver">
/// Whether it goes on with a job that another engine began: the picture is then as good, but its bytes are neither
/// engine's alone, so that somebody has to have said so.
/// </param>
public sealed record Backend(
    Func<JobNetwork, CancellationToken, Task<Network>> LoadNetwork,
    Func<Network, TransferSettings, IEngine> MakeEngine,
    bool TakesOver = false)
{
    /// <summary>What a worker on a device computes with.</summary>
    /// <param name="engines">The device.</param>
    /// <param name="loadNetwork">As <see cref="LoadNetwork"/>.</param>
    /// <param name="takesOver">As <see cref="TakesOver"/>.</param>
    public static Backend On(
        IEngineSource engines, Func<JobNetwork, CancellationToken, Task<Network>> loadNetwork, bool takesOver) => new(
        loadNetwork,
        (network, settings) => engines.MakeEngine(network, settings.Pooling, settings.Padding),
        takesOver);
}
