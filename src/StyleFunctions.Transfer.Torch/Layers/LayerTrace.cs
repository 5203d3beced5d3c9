using TorchSharp;

namespace StyleFunctions.Transfer.Torch.Layers;

/// <summary>What a layer remembers of one pass.</summary>
internal sealed class LayerTrace : IDisposable
{
    private readonly List<torch.Tensor> _owned = [];

    /// <summary>The input's size.</summary>
    public long[] InputShape { get; set; } = [];

    /// <summary>The layer's output, where it is kept.</summary>
    public torch.Tensor? Output { get; set; }

    /// <summary>The layer's input, where it is kept.</summary>
    public torch.Tensor? Input { get; set; }

    /// <summary>Where a gradient does not pass, or which input it goes to.</summary>
    public torch.Tensor? Choice { get; set; }

    /// <summary>A tensor that is freed with the trace.</summary>
    public torch.Tensor Own(torch.Tensor tensor)
    {
        _owned.Add(tensor);
        return tensor;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in _owned)
        {
            tensor.Dispose();
        }

        _owned.Clear();
        Output = Input = Choice = null;
    }
}
