using TorchSharp;

namespace StyleFunctions.Transfer.Torch.Layers;

/// <summary>The mean of 2x2 times a factor. An odd last row or column is dropped.</summary>
/// <param name="layout">How feature maps lie in memory.</param>
/// <param name="factor">2 keeps the size of activations; 1 is the plain mean.</param>
internal sealed class AveragePoolingLayer(FeatureLayout layout, float factor) : TorchLayer
{
    private const int Square = 4;

    private readonly Scalar _forward = factor;
    private readonly Scalar _backward = factor / Square;

    /// <inheritdoc/>
    public override torch.Tensor Forward(
        torch.Tensor input, bool inputIsKept, bool outputIsKept, LayerTrace? trace)
    {
        if (trace is not null)
        {
            trace.InputShape = input.shape;
        }

        var mean = torch.nn.functional.avg_pool2d(input, 2);
        return factor == 1 ? mean : mean.mul_(_forward);
    }

    /// <inheritdoc/>
    public override torch.Tensor Backward(torch.Tensor gradient, LayerTrace trace)
    {
        using (gradient)
        {
            return Unpooling.Spread(layout, gradient.mul_(_backward), trace.InputShape);
        }
    }
}
