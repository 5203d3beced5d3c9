using System.Runtime.CompilerServices;

namespace StyleFunctions.Transfer.Engines.Cpu.Kernels;

/// <content>Winograd's convolution.</content>
internal sealed unsafe partial class TileKernels<TSimd, TVector>
{
    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void TransformInput(float* source, nint rowStride, float* target, nint frequencyStride)
    {
        const int Size = Winograd.TileSize;
        var memory = stackalloc float[(Winograd.Frequencies + 1) * 16];
        var rows = Align(memory);
        for (var c = 0; c < BlockSize; c += TSimd.Count)
        {
            for (var y = 0; y < Size; y++)
            {
                WinogradTransforms<TSimd, TVector>.Input(
                    source + y * rowStride + c, BlockSize, rows + y * Size * TSimd.Count, TSimd.Count);
            }

            for (var x = 0; x < Size; x++)
            {
                WinogradTransforms<TSimd, TVector>.Input(
                    rows + x * TSimd.Count, Size * TSimd.Count, target + x * frequencyStride + c, Size * frequencyStride);
            }
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
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void TransformOutput(
        float* products, nint frequencyStride, float* bias, float* target, nint rowStride, int rows, int columns, TileEnd end)
    {
        const int Size = Winograd.TileSize;
        const int Outputs = Winograd.OutputSize;
        var memory = stackalloc float[(Outputs * Size + 1) * 16];
        var half = Align(memory);
        for (var x = 0; x < Size; x++)
        {
            WinogradTransforms<TSimd, TVector>.Output(
                products + x * frequencyStride, Size * frequencyStride, out var y0, out var y1, out var y2, out var y3);
            TSimd.Store(y0, half + x * TSimd.Count);
            TSimd.Store(y1, half + (Size + x) * TSimd.Count);
            TSimd.Store(y2, half + (2 * Size + x) * TSimd.Count);
            TSimd.Store(y3, half + (3 * Size + x) * TSimd.Count);
        }

        var zero = TSimd.Broadcast(0);
        var offset = end is TileEnd.BiasAndRelu or TileEnd.Bias ? TSimd.Load(bias) : zero;
        for (var y = 0; y < rows; y++, target += rowStride)
        {
            WinogradTransforms<TSimd, TVector>.Output(
                half + y * Size * TSimd.Count, TSimd.Count, out var x0, out var x1, out var x2, out var x3);
            if (end == TileEnd.BiasAndRelu)
            {
                x0 = TSimd.Max(TSimd.Add(x0, offset), zero);
                x1 = TSimd.Max(TSimd.Add(x1, offset), zero);
                x2 = TSimd.Max(TSimd.Add(x2, offset), zero);
                x3 = TSimd.Max(TSimd.Add(x3, offset), zero);
            }
            else if (end == TileEnd.Bias)
            {
                x0 = TSimd.Add(x0, offset);
                x1 = TSimd.Add(x1, offset);
                x2 = TSimd.Add(x2, offset);
                x3 = TSimd.Add(x3, offset);
            }

            StoreRow(target, columns, x0, x1, x2, x3);
        }
    }

    // The stack is aligned to 16 bytes; a register that straddles two cache lines is read and written at half the speed.
    private static float* Align(float* memory) => (float*)(((nint)memory + 63) & ~(nint)63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow(float* target, int columns, TVector x0, TVector x1, TVector x2, TVector x3)
    {
        TSimd.Store(x0, target);
        if (columns > 1)
        {
            TSimd.Store(x1, target + BlockSize);
        }

        if (columns > 2)
        {
            TSimd.Store(x2, target + 2 * BlockSize);
        }

        if (columns > 3)
        {
            TSimd.Store(x3, target + 3 * BlockSize);
        }
    }
}
