using System.Globalization;
using System.Numerics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Engines.Cpu.Convolutions;
using StyleFunctions.Transfer.Engines.Cpu.Errors;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Plans;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu;

/// <summary>The engine for any CPU: SIMD kernels in C#, one thread a core.</summary>
public sealed class CpuEngine : IEngine
{
    // Of each kind for each layer, direction and way to compute it.
    private readonly Dictionary<(Type Kind, string Layer, bool IsBackward, object Way), PackedWeights> _weights = [];

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

    /// <summary>What every CPU engine's name begins with.</summary>
    public const string NamePrefix = "cpu-";

    /// <inheritdoc/>
    public string Name => MachineName;

    /// <inheritdoc/>
    public Network Network { get; }

    internal Pooling Pooling { get; }

    internal Padding FirstPadding { get; }

    internal Padding InnerPadding => Network.ReplicatesEverywhere ? Padding.Replicate : Padding.Zero;

    internal Workers Workers { get; }

    internal TileKernels Kernels { get; } = TileKernels.Best;

    /// <summary>
    /// The name on this machine: the kernels' register width, that of .NET's own vectors, and whether products and sums
    /// are fused.
    /// </summary>
    internal static string MachineName => string.Create(
        CultureInfo.InvariantCulture,
        $"{NamePrefix}{TileKernels.Best.Width}-{Vector<float>.Count * 32}"
        + $"{(Fma.IsSupported || AdvSimd.IsSupported ? "-fma" : "")}");

    /// <inheritdoc/>
    public unsafe FeatureStatistics Measure(
        Picture picture,
        IEnumerable<string> styleLayers,
        IEnumerable<string> contentLayers,
        long memory = long.MaxValue,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        string[] style = [.. styleLayers];
        string[] content = [.. contentLayers];
        using var plan = Fitting(picture.Width, picture.Height, memory, cut =>
            EvaluationPlan.ForStatistics(this, picture.Height, picture.Width, style, content, cut));
        if (_weights.Values.Where(w => w.Users == 0).Sum(w => w.Bytes) > memory - plan.Bytes)
        {
            DropUnused();
        }

        plan.MakeReady();
        fixed (float* pixels = picture.Samples)
        {
            plan.Pixels.Pixels = pixels;
            Workers.Run(plan.Forward, cancellation);
        }

        return new FeatureStatistics(
            style.ToDictionary(layer => layer, layer => Statistics(layer).Gram!),
            content.ToDictionary(layer => layer, layer => Statistics(layer).Features!));

        LayerStatistics Statistics(string layer) => (LayerStatistics)plan.Readers[layer];
    }

    /// <inheritdoc/>
    public IObjective Prepare(int width, int height, LossFunction loss, long memory = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(loss);
        var plan = Plan(width, height, loss, memory);
        DropUnused();
        return new CpuObjective(Workers, plan, loss, 3 * width * height);
    }

    /// <inheritdoc/>
    public EngineCost Estimate(int width, int height, LossFunction loss, long memory = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(loss);
        using var plan = Plan(width, height, loss, memory);
        return new EngineCost(
            plan.Bytes + plan.ThreadBytes * Workers.Count,
            plan.MultiplyAdds,
            plan.Cut.ToString())
        {
            IsWhole = plan.Cut.HasPiecesOf(Cut.For(height, width).First()),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Workers.Dispose();
        foreach (var weights in _weights.Values)
        {
            weights.Dispose();
        }
    }

    /// <summary>The fastest evaluation that fits into some memory, or the smallest there is.</summary>
    internal EvaluationPlan Plan(int width, int height, LossFunction loss, long memory) =>
        Fitting(width, height, memory, cut => EvaluationPlan.ForLoss(this, height, width, loss, cut));

    /// <summary>A convolution's weights for the direct kernel.</summary>
    internal DirectWeights DirectWeights(NetworkLayer layer, bool isBackward, int channelsInBlock) => Packed(
        layer,
        isBackward,
        channelsInBlock,
        w => new DirectWeights(w, layer, isBackward, Kernels.PanelWidth, channelsInBlock));

    /// <summary>A convolution's filters for Winograd's method.</summary>
    internal WinogradFilters WinogradFilters(NetworkLayer layer, bool isBackward, WinogradMethod method) => Packed(
        layer, isBackward, method, w => new WinogradFilters(method, w, layer, isBackward, Kernels.PanelWidth));

    /// <summary>The polynomials that a convolution's filters are made from as they are needed.</summary>
    internal FilterPolynomials FilterPolynomials(NetworkLayer layer, bool isBackward, WinogradMethod method) => Packed(
        layer, isBackward, method, w => new FilterPolynomials(method, w, layer, isBackward, Kernels.PanelWidth));

    private T Packed<T>(NetworkLayer layer, bool isBackward, object way, Func<ConvolutionWeights, T> make)
        where T : PackedWeights
    {
        var key = (typeof(T), layer.Name, isBackward, way);
        if (!_weights.TryGetValue(key, out var weights))
        {
            weights = make(Network.Weights(layer.Name));
            _weights.Add(key, weights);
        }

        return (T)weights;
    }

    // What other sizes needed would only take memory.
    private void DropUnused()
    {
        foreach (var (key, weights) in _weights.Where(w => w.Value.Users == 0).ToArray())
        {
            weights.Dispose();
            _weights.Remove(key);
        }
    }

    private static EvaluationPlan Fitting(int width, int height, long memory, Func<Cut, EvaluationPlan> make)
    {
        EvaluationPlan? smallest = null;
        foreach (var cut in Cut.For(height, width))
        {
            var plan = make(cut);
            if (smallest is not null && plan.Bytes >= smallest.Bytes)
            {
                plan.Dispose();
                continue;
            }

            smallest?.Dispose();
            smallest = plan;
            if (plan.Bytes <= memory)
            {
                break;
            }
        }

        return smallest!;
    }
}
