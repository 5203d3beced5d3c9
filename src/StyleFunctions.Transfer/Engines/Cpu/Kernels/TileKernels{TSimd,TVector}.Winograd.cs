using System.Runtime.CompilerServices;

namespace StyleFunctions.Transfer.Engines.Cpu.Kernels;

/// <content>Winograd's transforms of whole tiles.</content>
internal sealed unsafe partial class TileKernels<TSimd, TVector>
{
    /// <inheritdoc/>
    public override void TransformInput(
        WinogradMethod method, float* source, nint rowStride, float* target, nint frequencyStride)
    {
        if (method == WinogradMethod.F4)
        {
            TransformInput<WinogradF4<TSimd, TVector>>(source, rowStride, target, frequencyStride);
        }
        else
        {
            TransformInput<WinogradF6<TSimd, TVector>>(source, rowStride, target, frequencyStride);
        }
    }

    /// <inheritdoc/>
    public override void TransformOutput(
        WinogradMethod method, float* products, nint frequencyStride, in TileTarget target)
    {
        if (method == WinogradMethod.F4)
        {
            TransformOutput<WinogradF4<TSimd, TVector>>(products, frequencyStride, in target);
        }
        else
        {
            TransformOutput<WinogradF6<TSimd, TVector>>(products, frequencyStride, in target);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void EvaluateFilters(
        (double First, double Second, double Third) row, float* coefficients, nint length, float* target)
    {
        var first = TSimd.Broadcast((float)row.First);
        var second = TSimd.Broadcast((float)row.Second);
        var third = TSimd.Broadcast((float)row.Third);
        for (nint i = 0; i < length; i += TSimd.Count)
        {
            var source = coefficients + i;
            var even = TSimd.MultiplyAdd(
                third, TSimd.Load(source + 2 * length), TSimd.Multiply(first, TSimd.Load(source)));
            var odd = TSimd.Multiply(second, TSimd.Load(source + length));
            TSimd.Store(TSimd.Add(even, odd), target + i);
            TSimd.Store(TSimd.Subtract(even, odd), target + length + i);
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformInput<TTransform>(float* source, nint rowStride, float* target, nint frequencyStride)
        where TTransform : struct, IWinogradTransform
    {
        var size = TTransform.TileSize;
        var memory = stackalloc float[(WinogradMethod.MaximumFrequencies + 1) * BlockSize];
        var rows = FirstLine(memory);
        for (var c = 0; c < BlockSize; c += TSimd.Count)
        {
            for (var y = 0; y < size; y++)
            {
                TTransform.Input(source + y * rowStride + c, BlockSize, rows + y * size * TSimd.Count, TSimd.Count);
            }

            for (var x = 0; x < size; x++)
            {
                var frequency = target + x * frequencyStride + c;
                TTransform.Input(rows + x * TSimd.Count, size * TSimd.Count, frequency, size * frequencyStride);
            }
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TransformOutput<TTransform>(float* products, nint frequencyStride, in TileTarget target)
        where TTransform : struct, IWinogradTransform
    {
        var size = TTransform.TileSize;
        var memory = stackalloc float[(WinogradMethod.MaximumFrequencies + 1) * BlockSize];
        var outputs = FirstLine(memory);
        for (var x = 0; x < size; x++)
        {
            TTransform.Output(
                products + x * frequencyStride, size * frequencyStride, outputs + x * TSimd.Count, size * TSimd.Count);
        }

        // A row of outputs takes the place of its products.
        for (var y = 0; y < target.Rows; y++)
        {
            var row = outputs + y * size * TSimd.Count;
            TTransform.Output(row, TSimd.Count, row, TSimd.Count);
        }

        Finish(outputs, TSimd.Count, size * TSimd.Count, in target);
    }
}
