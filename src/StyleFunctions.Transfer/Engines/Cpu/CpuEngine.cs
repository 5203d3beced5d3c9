using System.Globalization;
using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Steps;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu;

/// <summary>The engine for any CPU: SIMD kernels in C#, one thread a core.</summary>
public sealed class CpuEngine : IEngine
{
    private readonly Dictionary<string, PackedConvolution> _forward = [];
    private readonly Dictionary<string, PackedConvolution> _backward = [];

    /// <summary>Makes an engine; weights are packed for this machine's kernels when a layer is first needed.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pooling">How it halves its feature maps.</param>
    /// <param name="padding">What its first convolution sees beyond the edge.</param>
    /// <param name="threads">How many threads compute; 0 for one a core. The result does not depend on it.</param>
    public CpuEngine(Network network, Pooling pooling, Padding padding, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        Network = network;
        Pooling = pooling;
        FirstPadding = padding;
        Workers = new Workers(threads == 0 ? Environment.ProcessorCount : threads);
    }

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"cpu-{Kernels.Width}");

    /// <inheritdoc/>
    public Network Network { get; }

    internal Pooling Pooling { get; }

    internal Padding FirstPadding { get; }

    internal Padding InnerPadding => Network.ReplicatesEverywhere ? Padding.Replicate : Padding.Zero;

    internal Workers Workers { get; }

    internal TileKernels Kernels { get; } = TileKernels.Best;

    /// <inheritdoc/>
    public unsafe FeatureStatistics Measure(Picture picture, IEnumerable<string> styleLayers, IEnumerable<string> contentLayers)
    {
        ArgumentNullException.ThrowIfNull(picture);
        string[] style = [.. styleLayers];
        string[] content = [.. contentLayers];
        using var forward = new ForwardPass(this, picture.Height, picture.Width, [.. style, .. content]);
        fixed (float* pixels = picture.Samples)
        {
            forward.Run(Workers, pixels);
        }

        return new FeatureStatistics(
            style.ToDictionary(layer => layer, layer => MeasureGram(forward.Planes(layer))),
            content.ToDictionary(layer => layer, layer => Features(forward.Planes(layer))));
    }

    /// <inheritdoc/>
    public IObjective Prepare(int width, int height, LossFunction loss) => new CpuObjective(this, height, width, loss);

    /// <inheritdoc/>
    public void Dispose()
    {
        Workers.Dispose();
        foreach (var weights in _forward.Values.Concat(_backward.Values))
        {
            weights.Dispose();
        }
    }

    internal PackedConvolution ForwardWeights(string convolution) => Packed(_forward, convolution, PackedConvolution.Forward);

    internal PackedConvolution BackwardWeights(string convolution) => Packed(_backward, convolution, PackedConvolution.Backward);

    private static FeatureMap Features(FeaturePlanes planes) => new(planes.Channels, planes.Height, planes.Width, planes.ToPlanar());

    private GramMatrix MeasureGram(FeaturePlanes planes)
    {
        using var gram = new GramStep(Kernels, planes);
        Workers.Run(gram);
        gram.Finish();
        return new GramMatrix(planes.Channels, gram.Gram);
    }

    private PackedConvolution Packed(
        Dictionary<string, PackedConvolution> cache, string convolution, Func<ConvolutionWeights, int, int, TileKernels, PackedConvolution> pack)
    {
        if (!cache.TryGetValue(convolution, out var packed))
        {
            var layer = Network.Architecture.Layer(convolution);
            cache[convolution] = packed = pack(Network.Weights(convolution), layer.InputChannels, layer.OutputChannels, Kernels);
        }

        return packed;
    }
}
