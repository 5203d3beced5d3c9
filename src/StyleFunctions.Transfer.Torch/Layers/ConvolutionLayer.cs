using StyleFunctions.Transfer.Torch.Devices;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace StyleFunctions.Transfer.Torch.Layers;

/// <summary>
/// A 3x3 convolution. Its gradient is the convolution with the filters turned round, with a forward kernel, whose sums
/// have a fixed order.
/// </summary>
/// <param name="layout">How feature maps lie in memory.</param>
/// <param name="filters">The weights.</param>
/// <param name="padding">What it sees beyond the edge.</param>
internal sealed class ConvolutionLayer(FeatureLayout layout, FilterTensors filters, Padding padding) : TorchLayer
{
    private static readonly long[] _none = [0, 0];
    private static readonly long[] _one = [1, 1];
    private static readonly long[] _two = [2, 2];

    /// <inheritdoc/>
    public override torch.Tensor Forward(
        torch.Tensor input, bool inputIsKept, bool outputIsKept, LayerTrace? trace)
    {
        if (padding == Padding.Zero)
        {
            return functional.conv2d(input, filters.Forward, filters.Bias, padding: _one);
        }

        using var padded = Border.Replicate(layout, input);
        return functional.conv2d(padded, filters.Forward, filters.Bias, padding: _none);
    }

    /// <inheritdoc/>
    public override torch.Tensor Backward(torch.Tensor gradient, LayerTrace trace)
    {
        using (gradient)
        {
            if (padding == Padding.Zero)
            {
                return functional.conv2d(gradient, filters.Backward, padding: _one);
            }

            using var padded = functional.conv2d(gradient, filters.Backward, padding: _two);
            return Border.Fold(padded);
        }
    }
}
