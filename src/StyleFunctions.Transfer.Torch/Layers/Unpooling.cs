using TorchSharp;

namespace StyleFunctions.Transfer.Torch.Layers;

/// <summary>The way back from 2x2 squares to their positions.</summary>
internal static class Unpooling
{
    /// <summary>Gives each position its square's number, and 0 to an odd last row or column.</summary>
    /// <param name="layout">How the planes lie.</param>
    /// <param name="pooled">1 x C x H/2 x W/2.</param>
    /// <param name="shape">1 x C x H x W.</param>
    public static torch.Tensor Spread(FeatureLayout layout, torch.Tensor pooled, long[] shape)
    {
        var (height, width) = (pooled.shape[2], pooled.shape[3]);
        var spread = layout.Empty(shape[1], shape[2], shape[3], like: pooled);
        if (2 * height != shape[2] || 2 * width != shape[3])
        {
            spread.fill_(Scalars.Zero);
        }

        using var rows = spread.narrow(2, 0, 2 * height);
        using var squares = rows.narrow(3, 0, 2 * width);
        using var target = squares.view(1, shape[1], height, 2, width, 2);
        using var source = pooled.unsqueeze(3);
        using var each = source.unsqueeze(5);
        target.copy_(each);
        return spread;
    }
}
