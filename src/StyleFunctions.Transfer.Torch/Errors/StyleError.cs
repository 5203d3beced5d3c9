using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Torch.Devices;
using TorchSharp;

namespace StyleFunctions.Transfer.Torch.Errors;

/// <summary>
/// The error of a layer's Gram matrix G = F F^T / N, and its gradient 2 D F / N, with D = d error / d G, symmetric.
/// What is done with matrices is float64, but for the products with features.
/// </summary>
internal sealed class StyleError : IDisposable
{
    private readonly LossFunction _loss;
    private readonly StyleTarget _target;
    private readonly double _scale;
    private readonly torch.Tensor _wanted;

    public StyleError(TorchDevice device, StyleTarget target, LossFunction loss)
    {
        (_loss, _target) = (loss, target);
        var channels = target.Gram.Channels;
        _scale = loss.Gram == GramNormalization.PositionsAndChannels ? 1.0 / channels : 1.0;
        using var scope = torch.NewDisposeScope();
        using Scalar scale = _scale;
        _wanted = HostTensor.Of(target.Gram.Values, channels, channels)
            .to(device.Device).to(torch.ScalarType.Float64).mul_(scale).DetachFromDisposeScope();
    }

    /// <summary>A layer's Gram matrix: float32, symmetric to the bit.</summary>
    /// <param name="layout">How the features lie in memory.</param>
    /// <param name="features">The layer's features.</param>
    public static torch.Tensor Gram(FeatureLayout layout, torch.Tensor features)
    {
        using var matrix = layout.Matrix(features);
        using var turned = matrix.t();
        using var product = matrix.mm(turned);
        using var mirrored = product.t();
        using Scalar half = 0.5 / matrix.shape[1];
        return product.add(mirrored, Scalars.One).mul_(half);
    }

    /// <summary>Measures a Gram matrix.</summary>
    /// <param name="gram">The matrix, float64.</param>
    /// <param name="positions">N.</param>
    /// <returns>The error, and 2 D / N with the target's weight, float64.</returns>
    public (torch.Tensor Error, torch.Tensor Matrix) Measure(torch.Tensor gram, long positions)
    {
        using Scalar scale = _scale;
        var difference = gram.mul(scale).sub_(_wanted);
        using var error = DeviceError.Of(
            difference, _loss.Error, 2 * _scale * _loss.StyleWeight * _target.Weight / positions);
        return (error.Value.clone(), error.Gradient(difference));
    }

    /// <inheritdoc/>
    public void Dispose() => _wanted.Dispose();
}
