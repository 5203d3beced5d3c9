using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Torch.Devices;

namespace StyleFunctions.Transfer.Torch.Layers;

/// <summary>A network's layers, as far as a loss looks.</summary>
internal static class TorchLayers
{
    /// <summary>The layers from the picture to the last of some.</summary>
    /// <param name="weights">The network's weights on the device.</param>
    /// <param name="layout">How feature maps lie in memory.</param>
    /// <param name="pooling">How it halves its feature maps.</param>
    /// <param name="padding">What its first convolution sees beyond the edge.</param>
    /// <param name="wanted">Names of layers.</param>
    public static IReadOnlyList<TorchLayer> UpTo(
        TorchWeights weights, FeatureLayout layout, Pooling pooling, Padding padding, IReadOnlySet<string> wanted)
    {
        var network = weights.Network;
        var first = network.Architecture.Convolutions.First();
        var inner = network.ReplicatesEverywhere ? Padding.Replicate : Padding.Zero;
        return [.. Needed(network.Architecture, wanted).Select(Make)];

        TorchLayer Make(NetworkLayer layer) => layer.Kind switch
        {
            LayerKind.Convolution =>
                new ConvolutionLayer(layout, weights.Of(layer), layer == first ? padding : inner) { Name = layer.Name },
            LayerKind.Relu => new ReluLayer { Name = layer.Name },
            _ => pooling switch
            {
                Pooling.Max => new MaxPoolingLayer(layout) { Name = layer.Name },
                Pooling.Average => new AveragePoolingLayer(layout, 2) { Name = layer.Name },
                Pooling.AverageUnscaled => new AveragePoolingLayer(layout, 1) { Name = layer.Name },
                Pooling.L2 => new L2PoolingLayer(layout) { Name = layer.Name },
                _ => throw new ArgumentOutOfRangeException(nameof(pooling), pooling, "There is no such pooling."),
            },
        };
    }

    /// <summary>The architecture's layers from the picture to the last of some.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="wanted">Names of layers.</param>
    public static IEnumerable<NetworkLayer> Needed(NetworkArchitecture architecture, IReadOnlySet<string> wanted)
    {
        var last = architecture.Layers.Index().Where(l => wanted.Contains(l.Item.Name)).Select(l => l.Index)
            .DefaultIfEmpty(-1).Max();
        return architecture.Layers.Take(last + 1);
    }
}
