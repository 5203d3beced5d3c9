using TorchSharp;

namespace StyleFunctions.Transfer.Torch.Layers;

/// <summary>
/// The root of the sum of 2x2 squares, times a factor that keeps the size of activations. It needs its input and its
/// output on the way back, and computes in 32 bits, whatever its input has: squares fade and quotients overflow in 16.
/// </summary>
/// <param name="layout">How feature maps lie in memory.</param>
internal sealed class L2PoolingLayer(FeatureLayout layout) : TorchLayer
{
    private const float Factor = 0.78f;

    private static readonly Scalar _square = 4;
    private static readonly Scalar _scale = Factor;
    private static readonly Scalar _slope = Factor * Factor;

    /// <inheritdoc/>
    public override torch.Tensor Forward(
        torch.Tensor input, bool inputIsKept, bool outputIsKept, LayerTrace? trace)
    {
        using var wide = input.to(torch.ScalarType.Float32);
        using var squares = wide.mul(wide);
        using var means = torch.nn.functional.avg_pool2d(squares, 2);
        means.mul_(_square).sqrt_().mul_(_scale);
        if (trace is not null)
        {
            (trace.InputShape, trace.Input) = (input.shape, trace.Own(input.alias()));
            trace.Output = trace.Own(means.alias());
        }

        return means.to(input.dtype);
    }

    /// <summary>d pooled / d x = scale^2 x / pooled, and 0 where all four are 0.</summary>
    /// <inheritdoc/>
    public override torch.Tensor Backward(torch.Tensor gradient, LayerTrace trace)
    {
        using (gradient)
        {
            var pooled = trace.Output!;
            using var wide = gradient.to(torch.ScalarType.Float32);
            using var isZero = pooled.le(Scalars.Zero);
            using var factors = wide.mul(_slope);
            factors.div_(pooled).masked_fill_(isZero, Scalars.Zero);
            using var spread = Unpooling.Spread(layout, factors, trace.InputShape);
            return spread.mul_(trace.Input!).to(trace.Input!.dtype);
        }
    }
}
