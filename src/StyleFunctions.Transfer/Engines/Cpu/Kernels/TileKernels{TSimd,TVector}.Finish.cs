using System.Runtime.CompilerServices;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu.Kernels;

/// <content>What happens to sums on their way to a plane.</content>
internal sealed unsafe partial class TileKernels<TSimd, TVector>
{
    /// <inheritdoc/>
    public override void Finish(float* sums, nint columnStride, nint rowStride, in TileTarget target)
    {
        if (target.Pooled != null)
        {
            FinishPooled(sums, columnStride, rowStride, in target);
        }
        else if (target.Bias != null)
        {
            FinishFeatures(sums, columnStride, rowStride, in target);
        }
        else
        {
            FinishGradient(sums, columnStride, rowStride, in target);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FinishFeatures(float* sums, nint columnStride, nint rowStride, in TileTarget target)
    {
        var bias = TSimd.Load(target.Bias);
        var (columns, rectifies) = (target.Columns, target.Rectifies);
        for (var y = 0; y < target.Rows; y++)
        {
            var row = sums + y * rowStride;
            var plane = target.Plane + y * target.PlaneStride;
            var mask = target.Mask == null ? null : target.Mask + y * target.MaskStride;
            for (var x = 0; x < columns; x++, row += columnStride, plane += BlockSize)
            {
                var value = TSimd.Add(TSimd.Load(row), bias);
                if (rectifies)
                {
                    value = TSimd.Rectify(value);
                }

                TSimd.Store(value, plane);
                if (mask != null)
                {
                    SaveBits(TSimd.PositiveBits(value), mask, x);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FinishPooled(float* sums, nint columnStride, nint rowStride, in TileTarget target)
    {
        var bias = TSimd.Load(target.Bias);
        for (var y = 0; y + 1 < target.Rows; y += 2)
        {
            var row = sums + y * rowStride;
            var pooled = target.Pooled + y / 2 * target.PooledStride;
            var mask = target.Mask == null ? null : target.Mask + y * target.MaskStride;
            for (var x = 0; x + 1 < target.Columns; x += 2, pooled += BlockSize)
            {
                var first = row + x * columnStride;
                var a = TSimd.Rectify(TSimd.Add(TSimd.Load(first), bias));
                var b = TSimd.Rectify(TSimd.Add(TSimd.Load(first + columnStride), bias));
                var c = TSimd.Rectify(TSimd.Add(TSimd.Load(first + rowStride), bias));
                var d = TSimd.Rectify(TSimd.Add(TSimd.Load(first + rowStride + columnStride), bias));
                TSimd.Store(Pool(a, b, c, d, target.Pooling, mask, x, target.MaskStride), pooled);
            }
        }

        if (target.Mask != null)
        {
            ClearDropped(in target);
        }
    }

    // An odd last row or column is not pooled: no gradient goes there.
    private static void ClearDropped(in TileTarget target)
    {
        for (var y = 0; y < target.Rows; y++)
        {
            for (var x = target.Rows - y == 1 && y % 2 == 0 ? 0 : target.Columns & ~1; x < target.Columns; x++)
            {
                SaveBits(0, target.Mask + y * target.MaskStride, x);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FinishGradient(float* sums, nint columnStride, nint rowStride, in TileTarget target)
    {
        var (columns, adds, addedStride) = (target.Columns, target.Adds, target.AddedColumnStride);
        for (var y = 0; y < target.Rows; y++)
        {
            var row = sums + y * rowStride;
            var plane = target.Plane + y * target.PlaneStride;
            var added = target.Added == null ? null : target.Added + y * target.AddedRowStride;
            var mask = target.Mask == null ? null : target.Mask + y * target.MaskStride;
            for (var x = 0; x < columns; x++, row += columnStride, plane += BlockSize)
            {
                var value = TSimd.Load(row);
                if (added != null)
                {
                    value = TSimd.Add(TSimd.Load(added + x * addedStride), value);
                }

                if (adds)
                {
                    value = TSimd.Add(TSimd.Load(plane), value);
                }

                if (mask != null)
                {
                    value = TSimd.Select(LoadBits(mask, x), value);
                }

                TSimd.Store(value, plane);
            }
        }
    }

    // The first of equal maxima takes the gradient, row by row, as in PyTorch. A maximum of 0 passes nothing on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Pool(
        TVector a, TVector b, TVector c, TVector d, Pooling pooling, byte* mask, int x, nint maskStride)
    {
        if (pooling != Pooling.Max)
        {
            if (mask != null)
            {
                SaveBits(TSimd.PositiveBits(a), mask, x);
                SaveBits(TSimd.PositiveBits(b), mask, x + 1);
                SaveBits(TSimd.PositiveBits(c), mask + maskStride, x);
                SaveBits(TSimd.PositiveBits(d), mask + maskStride, x + 1);
            }

            var factor = TSimd.Broadcast(PoolingRule.Factor(pooling));
            return TSimd.Multiply(TSimd.Add(TSimd.Add(a, b), TSimd.Add(c, d)), factor);
        }

        var maximum = TSimd.Max(TSimd.Max(a, b), TSimd.Max(c, d));
        if (mask != null)
        {
            var open = TSimd.PositiveBits(maximum);
            var taken = open & TSimd.AtLeastBits(a, maximum);
            SaveBits(taken, mask, x);
            open &= ~taken;
            taken = open & TSimd.AtLeastBits(b, maximum);
            SaveBits(taken, mask, x + 1);
            open &= ~taken;
            taken = open & TSimd.AtLeastBits(c, maximum);
            SaveBits(taken, mask + maskStride, x);
            SaveBits(open & ~taken, mask + maskStride, x + 1);
        }

        return maximum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SaveBits(uint bits, byte* mask, int x)
    {
        if (TSimd.Count > 8)
        {
            ((ushort*)mask)[x] = (ushort)bits;
        }
        else
        {
            mask[x] = (byte)bits;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint LoadBits(byte* mask, int x) => TSimd.Count > 8 ? ((ushort*)mask)[x] : mask[x];
}
