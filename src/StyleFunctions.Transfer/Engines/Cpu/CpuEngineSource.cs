using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu;

/// <summary>The CPU.</summary>
/// <param name="threads">How many threads compute; 0 for one a core.</param>
public sealed class CpuEngineSource(int threads = 0) : IEngineSource
{
    /// <inheritdoc/>
    public string EngineName => CpuEngine.MachineName;

    /// <inheritdoc/>
    public IEngine MakeEngine(Network network, Pooling pooling, Padding padding) =>
        new CpuEngine(network, pooling, padding, threads);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
