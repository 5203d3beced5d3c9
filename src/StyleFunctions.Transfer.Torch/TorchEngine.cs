using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Torch.Devices;
using StyleFunctions.Transfer.Torch.Errors;
using StyleFunctions.Transfer.Torch.Layers;
using TorchSharp;

namespace StyleFunctions.Transfer.Torch;

/// <summary>The engine for GPUs: libtorch's kernels, through TorchSharp.</summary>
internal sealed class TorchEngine : IEngine
{
    private readonly TorchDevice _device;
    private readonly TorchWeights _weights;
    private readonly Pooling _pooling;
    private readonly Padding _padding;
    private bool _isDisposed;

    public TorchEngine(TorchDevice device, TorchWeights weights, Pooling pooling, Padding padding)
    {
        (_device, _weights, _pooling, _padding) = (device, weights, pooling, padding);
        Preprocessing = new TorchPreprocessing(device, weights.Network.Preprocessing);
    }

    /// <inheritdoc/>
    public string Name => _device.EngineName;

    /// <inheritdoc/>
    public Network Network => _weights.Network;

    /// <inheritdoc/>
    public long DeviceMemory => _device.AskFreeBytes();

    /// <inheritdoc/>
    public GpuPrecision Precision => _device.Precision;

    internal TorchPreprocessing Preprocessing { get; }

    /// <inheritdoc/>
    /// <remarks>The picture is measured whole, whatever memory is allowed.</remarks>
    public FeatureStatistics Measure(
        Picture picture,
        IEnumerable<string> styleLayers,
        IEnumerable<string> contentLayers,
        long memory = long.MaxValue,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        HashSet<string> style = [.. styleLayers];
        HashSet<string> content = [.. contentLayers];
        var grams = new Dictionary<string, GramMatrix>();
        var features = new Dictionary<string, FeatureMap>();
        var layers = style.Concat(content).ToHashSet();
        return TorchFailures.Explain(_device, picture.Width, picture.Height, Cost(layers, []), () =>
        {
            _device.Choose();
            using var scope = torch.NewDisposeScope();
            using var pixels = HostTensor.Of(picture.Samples, 1, Picture.Channels, picture.Height, picture.Width);
            using var pass = new NetworkPass(Layers(layers), layers);
            pass.Forward(Preprocessing.Apply(pixels.to(_device.Device)), returns: false, Look, cancellation);
            return new FeatureStatistics(grams, features);
        });

        void Look(string layer, torch.Tensor output)
        {
            if (style.Contains(layer))
            {
                using var gram = StyleError.Gram(FeatureLayout.Of(_device.Precision), output);
                grams.Add(layer, new GramMatrix((int)output.shape[1], HostTensor.Array(gram)));
            }

            if (content.Contains(layer))
            {
                var (channels, height, width) = ((int)output.shape[1], (int)output.shape[2], (int)output.shape[3]);
                features.Add(layer, new FeatureMap(channels, height, width, HostTensor.Array(output)));
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>The gradient is computed whole, whatever memory is allowed.</remarks>
    public IObjective Prepare(int width, int height, LossFunction loss, long memory = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(loss);
        return TorchFailures.Explain(_device, width, height, Cost(loss), () =>
        {
            _device.Choose();
            return new TorchObjective(_device, this, width, height, loss);
        });
    }

    /// <inheritdoc/>
    public EngineCost Estimate(int width, int height, LossFunction loss, long memory = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(loss);
        var cost = Cost(loss);
        var (bytes, pixels) = (cost.Bytes(width, height), 3L * width * height * sizeof(float));
        return _device.IsCuda
            ? new EngineCost(2 * pixels, cost.MultiplyAdds(width, height), TorchCost.Whole, bytes)
            : new EngineCost(bytes, cost.MultiplyAdds(width, height), TorchCost.Whole);
    }

    /// <summary>Frees what is its own; the network's weights stay on the device for the next.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Preprocessing.Dispose();
            _weights.Dispose();
        }
    }

    /// <summary>The layers from the picture to the last of some.</summary>
    internal IReadOnlyList<TorchLayer> Layers(IReadOnlySet<string> wanted) =>
        TorchLayers.UpTo(_weights, FeatureLayout.Of(_device.Precision), _pooling, _padding, wanted);

    /// <summary>What an evaluation takes.</summary>
    internal TorchCost Cost(LossFunction loss) => Cost(
        loss.Style.Select(t => t.Layer).Concat(loss.Content.Select(t => t.Layer)).ToHashSet(),
        [.. loss.Content.Select(t => t.Layer)]);

    private TorchCost Cost(IReadOnlySet<string> kept, IReadOnlyList<string> content) =>
        new(Network.Architecture, _pooling, _device.Precision, kept, content);
}
