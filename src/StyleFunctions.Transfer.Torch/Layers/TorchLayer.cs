using TorchSharp;

namespace StyleFunctions.Transfer.Torch.Layers;

/// <summary>A layer of the network on a device, forwards and back. It remembers nothing between passes.</summary>
internal abstract class TorchLayer
{
    /// <summary>The layer's name.</summary>
    public required string Name { get; init; }

    /// <summary>The layer's output, which may be the input overwritten.</summary>
    /// <param name="input">1 x C x H x W.</param>
    /// <param name="inputIsKept">Whether the input is still needed, and must not be overwritten.</param>
    /// <param name="outputIsKept">Whether the output will be there on the way back.</param>
    /// <param name="trace">Receives what the way back needs; null if there is none.</param>
    public abstract torch.Tensor Forward(torch.Tensor input, bool inputIsKept, bool outputIsKept, LayerTrace? trace);

    /// <summary>The gradient of the input; the output's is overwritten or freed.</summary>
    /// <param name="gradient">The output's gradient.</param>
    /// <param name="trace">What was remembered on the way there.</param>
    public abstract torch.Tensor Backward(torch.Tensor gradient, LayerTrace trace);
}
