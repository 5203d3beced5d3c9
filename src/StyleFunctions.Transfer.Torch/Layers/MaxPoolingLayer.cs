using TorchSharp;

namespace StyleFunctions.Transfer.Torch.Layers;

/// <summary>
/// The largest of 2x2; of equal ones the first takes the gradient. An odd last row or column is dropped.
/// </summary>
internal sealed class MaxPoolingLayer(FeatureLayout layout) : TorchLayer
{
    private static readonly long[] _two = [2, 2];

    /// <inheritdoc/>
    public override torch.Tensor Forward(
        torch.Tensor input, bool inputIsKept, bool outputIsKept, LayerTrace? trace)
    {
        var (output, indices) = torch.nn.functional.max_pool2d_with_indices(input, _two);
        if (trace is null)
        {
            indices.Dispose();
        }
        else
        {
            (trace.InputShape, trace.Choice) = (input.shape, trace.Own(indices));
        }

        return output;
    }

    /// <summary>No two squares share a position, so that nothing is added up, and order plays no part.</summary>
    /// <inheritdoc/>
    public override torch.Tensor Backward(torch.Tensor gradient, LayerTrace trace)
    {
        using (gradient)
        {
            var shape = trace.InputShape;
            using var spread = torch.zeros([1, shape[1], shape[2] * shape[3]], gradient.dtype, gradient.device);
            using var denseIndices = trace.Choice!.contiguous();
            using var indices = denseIndices.view(1, shape[1], -1);
            using var dense = gradient.contiguous();
            using var values = dense.view(1, shape[1], -1);
            spread.scatter_(2, indices, values);
            using var planes = spread.view(shape);
            return layout.Arrange(planes);
        }
    }
}
