using TorchSharp;

namespace StyleFunctions.Transfer.Torch.Layers;

/// <summary>
/// A border of one position that repeats the edge, and its gradient. CUDA's own gradient of it adds up in any order; by
/// slices every sum has one.
/// </summary>
internal static class Border
{
    private const int Rows = 2;
    private const int Columns = 3;

    /// <summary>With the border: (H + 2) x (W + 2).</summary>
    /// <param name="layout">How the planes lie in memory.</param>
    /// <param name="planes">1 x C x H x W.</param>
    public static torch.Tensor Replicate(FeatureLayout layout, torch.Tensor planes)
    {
        var (height, width) = (planes.shape[Rows], planes.shape[Columns]);
        var padded = layout.Empty(planes.shape[1], height + 2, width + 2, like: planes);
        using var inside = padded.narrow(Columns, 1, width);
        using var inner = inside.narrow(Rows, 1, height);
        inner.copy_(planes);
        Copy(inside, Rows, 1, 0);
        Copy(inside, Rows, height, height + 1);
        Copy(padded, Columns, 1, 0);
        Copy(padded, Columns, width, width + 1);
        return padded;
    }

    /// <summary>The gradient without the border: what fell on it belongs to the edge.</summary>
    /// <param name="padded">1 x C x (H + 2) x (W + 2), overwritten.</param>
    /// <returns>1 x C x H x W, dense.</returns>
    public static torch.Tensor Fold(torch.Tensor padded)
    {
        Fold(padded, Rows);
        Fold(padded, Columns);
        using var rows = padded.narrow(Rows, 1, padded.shape[Rows] - 2);
        using var inner = rows.narrow(Columns, 1, padded.shape[Columns] - 2);
        var folded = torch.empty_like(inner);
        return folded.copy_(inner);
    }

    private static void Fold(torch.Tensor padded, int dimension)
    {
        var length = padded.shape[dimension];
        Add(padded, dimension, 0, 1);
        Add(padded, dimension, length - 1, length - 2);
    }

    private static void Copy(torch.Tensor padded, int dimension, long from, long to)
    {
        using var source = padded.narrow(dimension, from, 1);
        using var target = padded.narrow(dimension, to, 1);
        target.copy_(source);
    }

    private static void Add(torch.Tensor padded, int dimension, long from, long to)
    {
        using var source = padded.narrow(dimension, from, 1);
        using var target = padded.narrow(dimension, to, 1);
        target.add_(source, Scalars.One);
    }
}
