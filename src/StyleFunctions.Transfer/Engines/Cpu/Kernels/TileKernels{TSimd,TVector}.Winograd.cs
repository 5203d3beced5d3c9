using System.Runtime.CompilerServices;

namespace StyleFunctions.Transfer.Engines.Cpu.Kernels;

/// <content>Winograd's convolution.</content>
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
    public override void MultiplyGroups(float* tiles, int groups, int channels, float* weights, float* products)
    {
        nint noTaps = 0;
        var blockStride = (nint)Rows * BlockSize;
        var groupStride = FeaturePlanes.BlocksFor(channels) * blockStride;
        for (var group = 0; group < groups; group++)
        {
            if (TSimd.Count == 16)
            {
                MultiplyTile12(tiles, blockStride, channels, &noTaps, 1, weights, products);
            }
            else
            {
                MultiplyTile6(tiles, blockStride, channels, &noTaps, 1, weights, products);
            }

            tiles += groupStride;
            products += Rows * PanelWidth;
        }
    }

    /// <inheritdoc/>
    public override void TransformOutput(
        WinogradMethod method, float* products, nint frequencyStride, float* bias, in WinogradTarget target)
    {
        if (method == WinogradMethod.F4)
        {
            TransformOutput<WinogradF4<TSimd, TVector>>(products, frequencyStride, bias, in target);
        }
        else
        {
            TransformOutput<WinogradF6<TSimd, TVector>>(products, frequencyStride, bias, in target);
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformInput<TTransform>(float* source, nint rowStride, float* target, nint frequencyStride)
        where TTransform : struct, IWinogradTransform
    {
        var size = TTransform.TileSize;
        var memory = stackalloc float[(WinogradMethod.MaximumFrequencies + 1) * BlockSize];
        var rows = Align(memory);
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
    private static void TransformOutput<TTransform>(
        float* products, nint frequencyStride, float* bias, in WinogradTarget target)
        where TTransform : struct, IWinogradTransform
    {
        var size = TTransform.TileSize;
        var memory = stackalloc float[(WinogradMethod.MaximumFrequencies + 1) * BlockSize];
        var columns = Align(memory);
        for (var x = 0; x < size; x++)
        {
            TTransform.Output(
                products + x * frequencyStride, size * frequencyStride, columns + x * TSimd.Count, size * TSimd.Count);
        }

        // A row of outputs takes the place of its products.
        for (var y = 0; y < target.Rows; y++)
        {
            var row = columns + y * size * TSimd.Count;
            TTransform.Output(row, TSimd.Count, row, TSimd.Count);
            FinishRow(row, bias, target.First + y * target.RowStride, target.Columns, target.End);
        }
    }

    private static void FinishRow(float* row, float* bias, float* target, int columns, TileEnd end)
    {
        switch (end)
        {
            case TileEnd.BiasAndRelu:
                for (var x = 0; x < columns; x++)
                {
                    var sum = TSimd.Add(TSimd.Load(row + x * TSimd.Count), TSimd.Load(bias));
                    TSimd.Store(TSimd.Max(sum, TSimd.Broadcast(0)), target + x * BlockSize);
                }

                break;

            case TileEnd.Bias:
                for (var x = 0; x < columns; x++)
                {
                    TSimd.Store(TSimd.Add(TSimd.Load(row + x * TSimd.Count), TSimd.Load(bias)), target + x * BlockSize);
                }

                break;

            default:
                for (var x = 0; x < columns; x++)
                {
                    TSimd.Store(TSimd.Load(row + x * TSimd.Count), target + x * BlockSize);
                }

                break;
        }
    }

    // The stack is aligned to 16 bytes; what straddles two cache lines is read and written at half the speed.
    private static float* Align(float* memory) => (float*)(((nint)memory + 63) & ~(nint)63);
}
