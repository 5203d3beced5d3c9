using StyleFunctions.Transfer.Engines;
using TorchSharp;

namespace StyleFunctions.Transfer.Torch;

/// <summary>
/// How feature maps, 1 x C x H x W, lie in memory: channel by channel, or position by position. Torch knows either by a
/// tensor's strides, and its kernels keep to them.
/// </summary>
internal sealed class FeatureLayout
{
    private static readonly FeatureLayout _channelsLast = new(isChannelsLast: true);

    private readonly bool _isChannelsLast;

    private FeatureLayout(bool isChannelsLast) => _isChannelsLast = isChannelsLast;

    /// <summary>Channel by channel.</summary>
    public static FeatureLayout ChannelsFirst { get; } = new(isChannelsLast: false);

    /// <summary>The layout that suits a precision.</summary>
    public static FeatureLayout Of(GpuPrecision precision) =>
        precision.IsChannelsLast() ? _channelsLast : ChannelsFirst;

    /// <summary>A tensor of four dimensions, so laid out.</summary>
    public torch.Tensor Arrange(torch.Tensor tensor)
    {
        if (!_isChannelsLast)
        {
            return tensor.contiguous();
        }

        using var turned = tensor.permute(0, 2, 3, 1);
        using var dense = turned.contiguous();
        return dense.permute(0, 3, 1, 2);
    }

    /// <summary>An empty feature map.</summary>
    public torch.Tensor Empty(long channels, long height, long width, torch.Tensor like)
    {
        if (!_isChannelsLast)
        {
            return torch.empty([1, channels, height, width], like.dtype, like.device);
        }

        using var dense = torch.empty([1, height, width, channels], like.dtype, like.device);
        return dense.permute(0, 3, 1, 2);
    }

    /// <summary>A feature map as float32 and as a matrix, C x N, without a copy if it is float32 already.</summary>
    public torch.Tensor Matrix(torch.Tensor features)
    {
        var channels = features.shape[1];
        using var wide = features.to(torch.ScalarType.Float32);
        if (!_isChannelsLast)
        {
            return wide.reshape(channels, -1);
        }

        using var turned = wide.permute(0, 2, 3, 1);
        using var flat = turned.reshape(-1, channels);
        return flat.t();
    }

    /// <summary>A symmetric matrix, C x C, times a feature map: another one, float32.</summary>
    public torch.Tensor Times(torch.Tensor symmetric, torch.Tensor features)
    {
        var shape = features.shape;
        using var matrix = Matrix(features);
        if (!_isChannelsLast)
        {
            using var product = symmetric.mm(matrix);
            return product.view(shape);
        }

        using var positions = matrix.t();
        using var turned = positions.mm(symmetric);
        using var dense = turned.view(1, shape[2], shape[3], shape[1]);
        return dense.permute(0, 3, 1, 2);
    }
}
