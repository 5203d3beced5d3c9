using System.Runtime.CompilerServices;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu.Kernels;

/// <content>What is done to one block of channels outside of a convolution.</content>
internal sealed unsafe partial class TileKernels<TSimd, TVector>
{
    /// <inheritdoc/>
    public override void RectifyRow(float* source, float* target, in MaskRegion mask, int width)
    {
        var bits = mask.First;
        for (var c = 0; c < BlockSize; c += TSimd.Count)
        {
            for (var x = 0; x < width; x++)
            {
                var value = TSimd.Rectify(TSimd.Load(source + x * BlockSize + c));
                TSimd.Store(value, target + x * BlockSize + c);
                if (bits != null)
                {
                    SaveBits(TSimd.PositiveBits(value), bits, x);
                }
            }

            bits = bits == null ? null : bits + mask.RegisterStride;
        }
    }

    /// <inheritdoc/>
    public override void ClearMask(in MaskRegion mask, int rows, int columns)
    {
        for (var c = 0; c < BlockSize; c += TSimd.Count)
        {
            for (var y = 0; y < rows; y++)
            {
                var bits = mask.First + c / TSimd.Count * mask.RegisterStride + y * mask.RowStride;
                for (var x = 0; x < columns; x++)
                {
                    SaveBits(0, bits, x);
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void MaskRow(float* gradient, in MaskRegion mask, int width)
    {
        var bits = mask.First;
        for (var c = 0; c < BlockSize; c += TSimd.Count, bits += mask.RegisterStride)
        {
            for (var x = 0; x < width; x++)
            {
                var at = gradient + x * BlockSize + c;
                TSimd.Store(TSimd.Select(LoadBits(bits, x), TSimd.Load(at)), at);
            }
        }
    }

    /// <inheritdoc/>
    public override void PoolRow(
        float* upper, float* lower, float* pooled, int width, Pooling pooling, in MaskRegion mask)
    {
        var bits = mask.First;
        for (var c = 0; c < BlockSize; c += TSimd.Count)
        {
            for (var x = 0; x < width; x++)
            {
                var above = upper + 2 * x * BlockSize + c;
                var below = lower + 2 * x * BlockSize + c;
                var value = Pool(
                    TSimd.Load(above),
                    TSimd.Load(above + BlockSize),
                    TSimd.Load(below),
                    TSimd.Load(below + BlockSize),
                    pooling,
                    bits,
                    2 * x,
                    mask.RowStride);
                TSimd.Store(value, pooled + x * BlockSize + c);
            }

            bits = bits == null ? null : bits + mask.RegisterStride;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Unpool(
        float* pooled,
        nint pooledStride,
        int oddY,
        int oddX,
        in MaskRegion mask,
        float factor,
        float* target,
        nint targetStride,
        int rows,
        int columns,
        bool adds)
    {
        var factors = TSimd.Broadcast(factor);
        for (var c = 0; c < BlockSize; c += TSimd.Count)
        {
            var register = mask.First + c / TSimd.Count * mask.RegisterStride;
            for (var y = 0; y < rows; y++)
            {
                var bits = register + y * mask.RowStride;
                var source = pooled + (y + oddY) / 2 * pooledStride + c;
                var row = target + y * targetStride + c;
                for (var x = -oddX; x < columns; x += 2, source += BlockSize)
                {
                    // What was pooled from two columns, one of which may lie outside.
                    var gradient = TSimd.Multiply(TSimd.Load(source), factors);
                    if (x >= 0)
                    {
                        Spread(gradient, LoadBits(bits, x), row + x * BlockSize, adds);
                    }

                    if (x + 1 < columns)
                    {
                        Spread(gradient, LoadBits(bits, x + 1), row + (x + 1) * BlockSize, adds);
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread(TVector gradient, uint bits, float* target, bool adds)
    {
        gradient = TSimd.Select(bits, gradient);
        TSimd.Store(adds ? TSimd.Add(TSimd.Load(target), gradient) : gradient, target);
    }
}
