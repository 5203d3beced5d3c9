using System.Globalization;
using System.Numerics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
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
    private readonly Dictionary<(string Layer, bool IsBackward), PackedConvolution> _packed = [];
    private readonly Dictionary<(string Layer, bool IsBackward, WinogradMethod Method), WinogradFilters> _filters = [];

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
    /// <remarks>
    /// The kernels' register width, that of .NET's own vectors, and whether products and sums are fused.
    /// </remarks>
    public string Name => string.Create(
        CultureInfo.InvariantCulture,
        $"cpu-{Kernels.Width}-{Vector<float>.Count * 32}{(Fma.IsSupported || AdvSimd.IsSupported ? "-fma" : "")}");

    /// <inheritdoc/>
    public Network Network { get; }

    internal Pooling Pooling { get; }

    internal Padding FirstPadding { get; }

    internal Padding InnerPadding => Network.ReplicatesEverywhere ? Padding.Replicate : Padding.Zero;

    internal Workers Workers { get; }

    internal TileKernels Kernels { get; } = TileKernels.Best;

    /// <inheritdoc/>
    public unsafe FeatureStatistics Measure(
        Picture picture, IEnumerable<string> styleLayers, IEnumerable<string> contentLayers)
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
        foreach (var weights in _packed.Values)
        {
            weights.Dispose();
        }

        foreach (var filters in _filters.Values)
        {
            filters.Dispose();
        }
    }

    /// <summary>A convolution, or its gradient with respect to its input.</summary>
    /// <param name="layer">The convolution.</param>
    /// <param name="isBackward">Whether the gradient is meant.</param>
    /// <param name="input">Planes read; their border counts.</param>
    /// <param name="output">Planes of the same size.</param>
    /// <param name="end">What happens to the sums.</param>
    /// <param name="withBorder">
    /// Whether the output's border is computed too, for the gradient of a repeated edge.
    /// </param>
    internal IStep Convolution(
        string layer, bool isBackward, FeaturePlanes input, FeaturePlanes output, TileEnd end, bool withBorder = false)
    {
        var method = ConvolutionRule.Method(input);
        if (method is null)
        {
            return new ConvolutionStep(Kernels, Packed(layer, isBackward), input, output, end, withBorder);
        }

        var tiles = new WinogradTiles(method, Kernels, input, output, withBorder);
        return new WinogradStep(Workers, Kernels, Filters(layer, isBackward, method), tiles, end);
    }

    private static FeatureMap Features(FeaturePlanes planes) =>
        new(planes.Channels, planes.Height, planes.Width, planes.ToPlanar());

    private GramMatrix MeasureGram(FeaturePlanes planes)
    {
        using var gram = new GramStep(Kernels, planes);
        Workers.Run(gram);
        gram.Finish();
        return new GramMatrix(planes.Channels, gram.Gram);
    }

    private PackedConvolution Packed(string layer, bool isBackward)
    {
        if (!_packed.TryGetValue((layer, isBackward), out var packed))
        {
            var (shape, weights) = (Network.Architecture.Layer(layer), Network.Weights(layer));
            packed = isBackward
                ? PackedConvolution.Backward(weights, shape.InputChannels, shape.OutputChannels, Kernels)
                : PackedConvolution.Forward(weights, shape.InputChannels, shape.OutputChannels, Kernels);
            _packed.Add((layer, isBackward), packed);
        }

        return packed;
    }

    private WinogradFilters Filters(string layer, bool isBackward, WinogradMethod method)
    {
        if (!_filters.TryGetValue((layer, isBackward, method), out var filters))
        {
            filters = new WinogradFilters(
                method, Network.Weights(layer), Network.Architecture.Layer(layer), isBackward, Kernels.PanelWidth);
            Workers.Run(filters);
            _filters.Add((layer, isBackward, method), filters);
        }

        return filters;
    }
}
