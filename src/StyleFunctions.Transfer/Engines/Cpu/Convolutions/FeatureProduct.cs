using System.Runtime.CompilerServices;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Planes;

namespace StyleFunctions.Transfer.Engines.Cpu.Convolutions;

/// <summary>
/// The product of features with a matrix, which is a Gram matrix's gradient. A convolution that adds to it computes it
/// tile by tile, just before: written and read again at once, it does not leave the cache in between.
/// </summary>
/// <param name="kernels">The kernels.</param>
/// <param name="matrix">The matrix.</param>
/// <param name="features">The features.</param>
/// <param name="adds">Whether it is added to what is there.</param>
internal sealed unsafe class FeatureProduct(
    TileKernels kernels, DirectWeights matrix, FeaturePlanes features, bool adds)
{
    /// <summary>Products for each position.</summary>
    public double MultiplyAdds => (double)matrix.Inputs * matrix.Outputs;

    /// <summary>Computes a panel of it in a rectangle of positions.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="area">The rectangle.</param>
    /// <param name="target">Receives it.</param>
    [SkipLocalsInit]
    public void Compute(int panel, ConvolutionArea area, FeaturePlanes target)
    {
        var memory = stackalloc float[(TileKernels.MaximumRows * 2 + 1) * FeaturePlanes.BlockSize];
        var sums = TileKernels.FirstLine(memory);
        var weights = matrix.Weights + panel * matrix.PanelLength;
        nint noTap = 0;
        for (var y = area.Top; y < area.Bottom; y++)
        {
            for (var x = area.Left; x < area.Right; x += kernels.Rows)
            {
                var count = Math.Min(kernels.Rows, area.Right - x);
                kernels.Multiply(
                    features.At(0, y, x), features.BlockStride, matrix.Inputs, &noTap, 1, weights, count, sums);
                Store(panel, sums, target, y, x, count);
            }
        }
    }

    private void Store(int panel, float* sums, FeaturePlanes target, int y, int x, int count)
    {
        var register = kernels.PanelWidth / 2;
        var end = Math.Min((panel + 1) * kernels.PanelWidth, target.Blocks * FeaturePlanes.BlockSize);
        for (var channel = panel * kernels.PanelWidth; channel < end; channel += register, sums += register)
        {
            var place = new TileTarget
            {
                Rows = 1,
                Columns = count,
                Plane = target.At(channel / FeaturePlanes.BlockSize, y, x) + channel % FeaturePlanes.BlockSize,
                Adds = adds,
            };
            kernels.Finish(sums, kernels.PanelWidth, 0, in place);
        }
    }
}
