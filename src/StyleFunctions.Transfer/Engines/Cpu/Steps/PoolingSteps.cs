using System.Numerics;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Planes;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu.Steps;

/// <summary>
/// 2x2 pooling where the convolution before it could not do it; writes the mask. One item is one row of one block.
/// </summary>
internal sealed unsafe class PoolingStep(
    TileKernels kernels,
    Pooling pooling,
    FeaturePlanes input,
    FeaturePlanes output,
    Rows outputRows,
    GradientMask? mask) : IStep
{
    private const int BlockSize = FeaturePlanes.BlockSize;

    public int Items => output.Blocks * outputRows.Count;

    public long ScratchLength => 0;

    public void Run(int item, float* scratch)
    {
        var (block, y) = (item / outputRows.Count, outputRows.Start + item % outputRows.Count);
        var upper = input.At(block, 2 * y, 0);
        var lower = input.At(block, 2 * y + 1, 0);
        var target = output.At(block, y, 0);
        if (pooling == Pooling.L2)
        {
            PoolByL2(upper, lower, target);
            return;
        }

        kernels.PoolRow(
            upper, lower, target, output.Width, pooling, mask is null ? default : mask.Region(block, 2 * y, 0));
        if (mask is not null && input.Width % 2 != 0)
        {
            kernels.ClearMask(mask.Region(block, 2 * y, input.Width - 1), rows: 2, columns: 1);
        }

        if (mask is not null && 2 * y + 3 == input.Height)
        {
            kernels.ClearMask(mask.Region(block, input.Height - 1, 0), rows: 1, input.Width);
        }
    }

    private void PoolByL2(float* upper, float* lower, float* target)
    {
        for (var x = 0; x < output.Width; x++, upper += 2 * BlockSize, lower += 2 * BlockSize, target += BlockSize)
        {
            for (var c = 0; c < BlockSize; c += Vector<float>.Count)
            {
                var (a, b) = (Vector.Load(upper + c), Vector.Load(upper + BlockSize + c));
                var (d, e) = (Vector.Load(lower + c), Vector.Load(lower + BlockSize + c));
                var sum = a * a + b * b + (d * d + e * e);
                (Vector.SquareRoot(sum) * PoolingRule.L2Scale).Store(target + c);
            }
        }
    }
}

/// <summary>
/// Pooling's gradient where the convolution before it cannot spread it itself. One item is one row of one block.
/// </summary>
internal sealed unsafe class UnpoolingStep(
    TileKernels kernels,
    FeaturePlanes pooled,
    GradientMask mask,
    float factor,
    FeaturePlanes gradient,
    bool adds) : IStep
{
    public int Items => gradient.Blocks * gradient.Rows.Count;

    public long ScratchLength => 0;

    public void Run(int item, float* scratch)
    {
        var (block, y) = (item / gradient.Rows.Count, gradient.Rows.Start + item % gradient.Rows.Count);
        kernels.Unpool(
            pooled.At(block, y / 2, 0),
            0,
            0,
            0,
            mask.Region(block, y, 0),
            factor,
            gradient.At(block, y, 0),
            0,
            rows: 1,
            gradient.Width,
            adds);
    }
}

/// <summary>
/// L2 pooling's gradient: d pooled / d x = scale^2 x / pooled, and 0 where all four inputs are 0; so after a ReLU also
/// where x is 0. One item is one row of one block.
/// </summary>
internal sealed unsafe class L2UnpoolingStep(
    FeaturePlanes features,
    FeaturePlanes pooled,
    FeaturePlanes pooledGradient,
    FeaturePlanes gradient,
    bool adds) : IStep
{
    private const int BlockSize = FeaturePlanes.BlockSize;

    public int Items => gradient.Blocks * gradient.Rows.Count;

    public long ScratchLength => 0;

    public void Run(int item, float* scratch)
    {
        var (block, y) = (item / gradient.Rows.Count, gradient.Rows.Start + item % gradient.Rows.Count);
        for (var x = 0; x < gradient.Width; x++)
        {
            var isDropped = y / 2 >= pooled.Height || x / 2 >= pooled.Width;
            var source = features.At(block, y, x);
            var target = gradient.At(block, y, x);
            for (var c = 0; c < BlockSize; c += Vector<float>.Count)
            {
                var value = isDropped ? Vector<float>.Zero : Spread(block, y / 2, x / 2, c, Vector.Load(source + c));
                (adds ? Vector.Load(target + c) + value : value).Store(target + c);
            }
        }
    }

    private Vector<float> Spread(int block, int y, int x, int c, Vector<float> feature)
    {
        var root = Vector.Load(pooled.At(block, y, x) + c);
        var factor = Vector.ConditionalSelect(
            Vector.GreaterThan(root, Vector<float>.Zero),
            Vector.Load(pooledGradient.At(block, y, x) + c) * (PoolingRule.L2Scale * PoolingRule.L2Scale) / root,
            Vector<float>.Zero);
        return feature * factor;
    }
}
