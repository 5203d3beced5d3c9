using StyleFunctions.Transfer.Networks;
using TorchSharp;

namespace StyleFunctions.Transfer.Torch.Devices;

/// <summary>
/// A network's frozen weights on a device; each layer's are brought there when it is first needed. The device and each
/// engine have a share in them; they are freed with the last.
/// </summary>
/// <param name="device">The device.</param>
/// <param name="network">The network.</param>
internal sealed class TorchWeights(TorchDevice device, Network network) : IDisposable
{
    private readonly Dictionary<string, FilterTensors> _filters = [];
    private int _shares = 1;

    /// <summary>The network.</summary>
    public Network Network => network;

    /// <summary>The same weights, with one share more.</summary>
    public TorchWeights Share()
    {
        _shares++;
        return this;
    }

    /// <summary>The weights of a convolution.</summary>
    /// <param name="layer">The convolution.</param>
    public FilterTensors Of(NetworkLayer layer)
    {
        if (!_filters.TryGetValue(layer.Name, out var filters))
        {
            filters = FilterTensors.Make(device, layer, network.Weights(layer.Name));
            _filters.Add(layer.Name, filters);
        }

        return filters;
    }

    /// <summary>Gives up one share.</summary>
    public void Dispose()
    {
        if (--_shares > 0)
        {
            return;
        }

        foreach (var filters in _filters.Values)
        {
            filters.Dispose();
        }

        _filters.Clear();
    }
}

/// <summary>A convolution's weights.</summary>
/// <param name="Forward">K x C x 3 x 3.</param>
/// <param name="Bias">K.</param>
/// <param name="Backward">
/// C x K x 3 x 3, turned by half a turn: with them the gradient is a convolution like any other, and as repeatable.
/// cuDNN's own backward pass may add up in any order.
/// </param>
internal sealed record FilterTensors(torch.Tensor Forward, torch.Tensor Bias, torch.Tensor Backward) : IDisposable
{
    /// <summary>Brings them to a device.</summary>
    public static FilterTensors Make(TorchDevice device, NetworkLayer layer, ConvolutionWeights weights)
    {
        using var scope = torch.NewDisposeScope();
        var (type, layout) = (device.Precision.FeatureType(), FeatureLayout.Of(device.Precision));
        var kernel = HostTensor.Of(weights.Kernel, layer.OutputChannels, layer.InputChannels, 3, 3)
            .to(device.Device).to(type);
        var bias = HostTensor.Of(weights.Bias, layer.OutputChannels).to(device.Device).to(type);
        var turned = kernel.transpose(0, 1).flip(2, 3);
        return new FilterTensors(
            layout.Arrange(kernel).DetachFromDisposeScope(),
            bias.DetachFromDisposeScope(),
            layout.Arrange(turned).DetachFromDisposeScope());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Forward.Dispose();
        Bias.Dispose();
        Backward.Dispose();
    }
}
