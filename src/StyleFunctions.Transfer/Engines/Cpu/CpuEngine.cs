using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu;

/// <summary>The engine for any CPU: SIMD kernels in C#, one thread a core.</summary>
public sealed class CpuEngine : IEngine
{
    /// <summary>Packs the weights for the kernels of this machine.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pooling">How it halves its feature maps.</param>
    /// <param name="padding">What its first convolution sees beyond the edge.</param>
    /// <param name="threads">How many threads compute; 0 for one a core. The result does not depend on it.</param>
    public CpuEngine(Network network, Pooling pooling, Padding padding, int threads = 0)
    {
        _ = (network, pooling, padding, threads);
    }

    /// <inheritdoc/>
    public string Name => "cpu";

    /// <inheritdoc/>
    public FeatureStatistics Measure(Picture picture, IEnumerable<string> styleLayers, IEnumerable<string> contentLayers) => throw new NotImplementedException();

    /// <inheritdoc/>
    public IObjective Prepare(int width, int height, LossFunction loss) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
