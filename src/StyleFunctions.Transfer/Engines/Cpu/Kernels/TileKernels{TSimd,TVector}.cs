using System.Runtime.CompilerServices;

namespace StyleFunctions.Transfer.Engines.Cpu.Kernels;

/// <summary>
/// The kernels, written once; the registers' width is a type parameter and known when they are compiled.
/// </summary>
/// <typeparam name="TSimd">The instructions.</typeparam>
/// <typeparam name="TVector">The register.</typeparam>
internal sealed unsafe partial class TileKernels<TSimd, TVector> : TileKernels
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private const int BlockSize = FeaturePlanes.BlockSize;

    /// <inheritdoc/>
    public override int Width => TSimd.Count * 32;

    /// <inheritdoc/>
    public override int PanelWidth => 2 * TSimd.Count;

    // AVX-512 has 32 registers for 12 x 2 sums; with 16 registers 6 x 2 fit.
    /// <inheritdoc/>
    public override int Rows => TSimd.Count == 16 ? 12 : 6;

    /// <inheritdoc/>
    [SkipLocalsInit]
    public override void Convolve(
        FeaturePlanes input,
        nint* taps,
        int tapCount,
        float* weights,
        float* bias,
        FeaturePlanes output,
        int panel,
        int start,
        int count,
        TileEnd end)
    {
        var tile = stackalloc float[MaximumRows * 2 * 16];
        var firstChannel = panel * PanelWidth;
        var registers = Math.Min(2, (output.Blocks * BlockSize - firstChannel) / TSimd.Count);
        for (var position = start; position < start + count; position += Rows)
        {
            var source = input.Origin + (nint)position * BlockSize;
            if (TSimd.Count == 16)
            {
                MultiplyTile12(source, input.BlockStride, input.Channels, taps, tapCount, weights, tile);
            }
            else
            {
                MultiplyTile6(source, input.BlockStride, input.Channels, taps, tapCount, weights, tile);
            }

            var rows = Math.Min(Rows, start + count - position);
            for (var register = 0; register < registers; register++)
            {
                var channel = firstChannel + register * TSimd.Count;
                var target = output.Origin + channel / BlockSize * output.BlockStride
                    + (nint)position * BlockSize + channel % BlockSize;
                var condition = source + channel / BlockSize * input.BlockStride + channel % BlockSize;
                FinishTile(tile + register * TSimd.Count, rows, bias + channel, condition, target, end);
            }
        }
    }

    /// <inheritdoc/>
    public override void AddGram(
        FeaturePlanes features, int y0, int y1, int firstRow, int lastRow, float* gram, int gramPitch)
    {
        var channels = features.Blocks * BlockSize;
        for (var column = firstRow / PanelWidth * PanelWidth; column < channels; column += PanelWidth)
        {
            for (var row = firstRow; row < Math.Min(lastRow, column + PanelWidth); row += 4)
            {
                AddGramTile(features, y0, y1, row, column, gram + (nint)row * gramPitch + column, gramPitch);
            }
        }
    }

    /// <inheritdoc/>
    public override void PixelGradient(
        FeaturePlanes gradient, nint* taps, float* weights, float* target, nint targetStride, int start, int count)
    {
        var position = start;
        for (; position + 4 <= start + count; position += 4)
        {
            FourPixels(gradient, taps, weights, target, targetStride, position);
        }

        // The last tile overlaps the one before it; the same sums give the same values.
        // The guards make it safe to read.
        if (position < start + count)
        {
            FourPixels(gradient, taps, weights, target, targetStride, start + count - 4);
        }
    }

    private static void FinishTile(
        float* tile, int rows, float* bias, float* condition, float* target, TileEnd end)
    {
        var zero = TSimd.Broadcast(0);
        switch (end)
        {
            case TileEnd.BiasAndRelu:
                {
                    var b = TSimd.Load(bias);
                    for (var row = 0; row < rows; row++)
                    {
                        TSimd.Store(
                            TSimd.Max(TSimd.Add(TSimd.Load(tile + row * 2 * TSimd.Count), b), zero),
                            target + row * BlockSize);
                    }

                    break;
                }

            case TileEnd.Bias:
                {
                    var b = TSimd.Load(bias);
                    for (var row = 0; row < rows; row++)
                    {
                        TSimd.Store(TSimd.Add(TSimd.Load(tile + row * 2 * TSimd.Count), b), target + row * BlockSize);
                    }

                    break;
                }

            case TileEnd.Store:
                for (var row = 0; row < rows; row++)
                {
                    TSimd.Store(TSimd.Load(tile + row * 2 * TSimd.Count), target + row * BlockSize);
                }

                break;

            case TileEnd.AddAndRectify:
                for (var row = 0; row < rows; row++)
                {
                    var sum = TSimd.Add(TSimd.Load(target + row * BlockSize), TSimd.Load(tile + row * 2 * TSimd.Count));
                    sum = TSimd.WherePositive(TSimd.Load(condition + row * BlockSize), sum);
                    TSimd.Store(sum, target + row * BlockSize);
                }

                break;

            default:
                for (var row = 0; row < rows; row++)
                {
                    TSimd.Store(
                        TSimd.Add(TSimd.Load(target + row * BlockSize), TSimd.Load(tile + row * 2 * TSimd.Count)),
                        target + row * BlockSize);
                }

                break;
        }
    }

    // 12 positions x 2 registers: 24 sums, 2 weights and 1 input live in 27 registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyTile12(
        float* source, nint blockStride, int channels, nint* taps, int tapCount, float* weights, float* tile)
    {
        TVector s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default;
        TVector s30 = default, s31 = default, s40 = default, s41 = default, s50 = default, s51 = default;
        TVector s60 = default, s61 = default, s70 = default, s71 = default, s80 = default, s81 = default;
        TVector s90 = default, s91 = default, sa0 = default, sa1 = default, sb0 = default, sb1 = default;
        for (var channel = 0; channel < channels; channel += BlockSize, source += blockStride)
        {
            var inBlock = Math.Min(BlockSize, channels - channel);
            for (var tap = 0; tap < tapCount; tap++)
            {
                var p = source + taps[tap];
                for (var c = 0; c < inBlock; c++, p++, weights += 2 * TSimd.Count)
                {
                    var w0 = TSimd.Load(weights);
                    var w1 = TSimd.Load(weights + TSimd.Count);
                    var x = TSimd.Broadcast(p[0 * BlockSize]);
                    s00 = TSimd.MultiplyAdd(x, w0, s00);
                    s01 = TSimd.MultiplyAdd(x, w1, s01);
                    x = TSimd.Broadcast(p[1 * BlockSize]);
                    s10 = TSimd.MultiplyAdd(x, w0, s10);
                    s11 = TSimd.MultiplyAdd(x, w1, s11);
                    x = TSimd.Broadcast(p[2 * BlockSize]);
                    s20 = TSimd.MultiplyAdd(x, w0, s20);
                    s21 = TSimd.MultiplyAdd(x, w1, s21);
                    x = TSimd.Broadcast(p[3 * BlockSize]);
                    s30 = TSimd.MultiplyAdd(x, w0, s30);
                    s31 = TSimd.MultiplyAdd(x, w1, s31);
                    x = TSimd.Broadcast(p[4 * BlockSize]);
                    s40 = TSimd.MultiplyAdd(x, w0, s40);
                    s41 = TSimd.MultiplyAdd(x, w1, s41);
                    x = TSimd.Broadcast(p[5 * BlockSize]);
                    s50 = TSimd.MultiplyAdd(x, w0, s50);
                    s51 = TSimd.MultiplyAdd(x, w1, s51);
                    x = TSimd.Broadcast(p[6 * BlockSize]);
                    s60 = TSimd.MultiplyAdd(x, w0, s60);
                    s61 = TSimd.MultiplyAdd(x, w1, s61);
                    x = TSimd.Broadcast(p[7 * BlockSize]);
                    s70 = TSimd.MultiplyAdd(x, w0, s70);
                    s71 = TSimd.MultiplyAdd(x, w1, s71);
                    x = TSimd.Broadcast(p[8 * BlockSize]);
                    s80 = TSimd.MultiplyAdd(x, w0, s80);
                    s81 = TSimd.MultiplyAdd(x, w1, s81);
                    x = TSimd.Broadcast(p[9 * BlockSize]);
                    s90 = TSimd.MultiplyAdd(x, w0, s90);
                    s91 = TSimd.MultiplyAdd(x, w1, s91);
                    x = TSimd.Broadcast(p[10 * BlockSize]);
                    sa0 = TSimd.MultiplyAdd(x, w0, sa0);
                    sa1 = TSimd.MultiplyAdd(x, w1, sa1);
                    x = TSimd.Broadcast(p[11 * BlockSize]);
                    sb0 = TSimd.MultiplyAdd(x, w0, sb0);
                    sb1 = TSimd.MultiplyAdd(x, w1, sb1);
                }
            }
        }

        StorePair(tile, 0, s00, s01);
        StorePair(tile, 1, s10, s11);
        StorePair(tile, 2, s20, s21);
        StorePair(tile, 3, s30, s31);
        StorePair(tile, 4, s40, s41);
        StorePair(tile, 5, s50, s51);
        StorePair(tile, 6, s60, s61);
        StorePair(tile, 7, s70, s71);
        StorePair(tile, 8, s80, s81);
        StorePair(tile, 9, s90, s91);
        StorePair(tile, 10, sa0, sa1);
        StorePair(tile, 11, sb0, sb1);
    }

    // 6 positions x 2 registers: 12 sums, 2 weights and 1 input live in 15 registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyTile6(
        float* source, nint blockStride, int channels, nint* taps, int tapCount, float* weights, float* tile)
    {
        TVector s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default;
        TVector s30 = default, s31 = default, s40 = default, s41 = default, s50 = default, s51 = default;
        for (var channel = 0; channel < channels; channel += BlockSize, source += blockStride)
        {
            var inBlock = Math.Min(BlockSize, channels - channel);
            for (var tap = 0; tap < tapCount; tap++)
            {
                var p = source + taps[tap];
                for (var c = 0; c < inBlock; c++, p++, weights += 2 * TSimd.Count)
                {
                    var w0 = TSimd.Load(weights);
                    var w1 = TSimd.Load(weights + TSimd.Count);
                    var x = TSimd.Broadcast(p[0 * BlockSize]);
                    s00 = TSimd.MultiplyAdd(x, w0, s00);
                    s01 = TSimd.MultiplyAdd(x, w1, s01);
                    x = TSimd.Broadcast(p[1 * BlockSize]);
                    s10 = TSimd.MultiplyAdd(x, w0, s10);
                    s11 = TSimd.MultiplyAdd(x, w1, s11);
                    x = TSimd.Broadcast(p[2 * BlockSize]);
                    s20 = TSimd.MultiplyAdd(x, w0, s20);
                    s21 = TSimd.MultiplyAdd(x, w1, s21);
                    x = TSimd.Broadcast(p[3 * BlockSize]);
                    s30 = TSimd.MultiplyAdd(x, w0, s30);
                    s31 = TSimd.MultiplyAdd(x, w1, s31);
                    x = TSimd.Broadcast(p[4 * BlockSize]);
                    s40 = TSimd.MultiplyAdd(x, w0, s40);
                    s41 = TSimd.MultiplyAdd(x, w1, s41);
                    x = TSimd.Broadcast(p[5 * BlockSize]);
                    s50 = TSimd.MultiplyAdd(x, w0, s50);
                    s51 = TSimd.MultiplyAdd(x, w1, s51);
                }
            }
        }

        StorePair(tile, 0, s00, s01);
        StorePair(tile, 1, s10, s11);
        StorePair(tile, 2, s20, s21);
        StorePair(tile, 3, s30, s31);
        StorePair(tile, 4, s40, s41);
        StorePair(tile, 5, s50, s51);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePair(float* tile, int row, TVector first, TVector second)
    {
        TSimd.Store(first, tile + row * 2 * TSimd.Count);
        TSimd.Store(second, tile + row * 2 * TSimd.Count + TSimd.Count);
    }

    // 4 rows x 2 registers of the matrix; the sums of some rows of the plane are added to it at once, which also keeps
    // rounding small: long sums are sums of short ones.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddGramTile(
        FeaturePlanes features, int y0, int y1, int row, int column, float* gram, int gramPitch)
    {
        var second = column + TSimd.Count < features.Blocks * BlockSize ? column + TSimd.Count : column;
        TVector s00 = default, s01 = default, s10 = default, s11 = default;
        TVector s20 = default, s21 = default, s30 = default, s31 = default;
        for (var y = y0; y < y1; y++)
        {
            var f = features.At(row / BlockSize, y, 0) + row % BlockSize;
            var g0 = features.At(column / BlockSize, y, 0) + column % BlockSize;
            var g1 = features.At(second / BlockSize, y, 0) + second % BlockSize;
            for (var x = 0; x < features.Width; x++, f += BlockSize, g0 += BlockSize, g1 += BlockSize)
            {
                var v0 = TSimd.Load(g0);
                var v1 = TSimd.Load(g1);
                var u = TSimd.Broadcast(f[0]);
                s00 = TSimd.MultiplyAdd(u, v0, s00);
                s01 = TSimd.MultiplyAdd(u, v1, s01);
                u = TSimd.Broadcast(f[1]);
                s10 = TSimd.MultiplyAdd(u, v0, s10);
                s11 = TSimd.MultiplyAdd(u, v1, s11);
                u = TSimd.Broadcast(f[2]);
                s20 = TSimd.MultiplyAdd(u, v0, s20);
                s21 = TSimd.MultiplyAdd(u, v1, s21);
                u = TSimd.Broadcast(f[3]);
                s30 = TSimd.MultiplyAdd(u, v0, s30);
                s31 = TSimd.MultiplyAdd(u, v1, s31);
            }
        }

        AddPair(gram, second != column, s00, s01);
        AddPair(gram + gramPitch, second != column, s10, s11);
        AddPair(gram + 2 * gramPitch, second != column, s20, s21);
        AddPair(gram + 3 * gramPitch, second != column, s30, s31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddPair(float* target, bool both, TVector first, TVector second)
    {
        TSimd.Store(TSimd.Add(TSimd.Load(target), first), target);
        if (both)
        {
            TSimd.Store(TSimd.Add(TSimd.Load(target + TSimd.Count), second), target + TSimd.Count);
        }
    }

    // 4 positions x 3 colours; the registers run along the channels that are summed over.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourPixels(
        FeaturePlanes gradient, nint* taps, float* weights, float* target, nint targetStride, int position)
    {
        TVector s00 = default, s01 = default, s02 = default, s10 = default, s11 = default, s12 = default;
        TVector s20 = default, s21 = default, s22 = default, s30 = default, s31 = default, s32 = default;
        for (var tap = 0; tap < 9; tap++)
        {
            var source = gradient.Origin + (nint)position * BlockSize + taps[tap];
            for (var block = 0;
                block < gradient.Blocks;
                block++, source += gradient.BlockStride, weights += 3 * BlockSize)
            {
                for (var k = 0; k < BlockSize; k += TSimd.Count)
                {
                    var w0 = TSimd.Load(weights + k);
                    var w1 = TSimd.Load(weights + BlockSize + k);
                    var w2 = TSimd.Load(weights + 2 * BlockSize + k);
                    var g = TSimd.Load(source + k);
                    s00 = TSimd.MultiplyAdd(g, w0, s00);
                    s01 = TSimd.MultiplyAdd(g, w1, s01);
                    s02 = TSimd.MultiplyAdd(g, w2, s02);
                    g = TSimd.Load(source + BlockSize + k);
                    s10 = TSimd.MultiplyAdd(g, w0, s10);
                    s11 = TSimd.MultiplyAdd(g, w1, s11);
                    s12 = TSimd.MultiplyAdd(g, w2, s12);
                    g = TSimd.Load(source + 2 * BlockSize + k);
                    s20 = TSimd.MultiplyAdd(g, w0, s20);
                    s21 = TSimd.MultiplyAdd(g, w1, s21);
                    s22 = TSimd.MultiplyAdd(g, w2, s22);
                    g = TSimd.Load(source + 3 * BlockSize + k);
                    s30 = TSimd.MultiplyAdd(g, w0, s30);
                    s31 = TSimd.MultiplyAdd(g, w1, s31);
                    s32 = TSimd.MultiplyAdd(g, w2, s32);
                }
            }
        }

        StoreColors(target + position, targetStride, s00, s01, s02);
        StoreColors(target + position + 1, targetStride, s10, s11, s12);
        StoreColors(target + position + 2, targetStride, s20, s21, s22);
        StoreColors(target + position + 3, targetStride, s30, s31, s32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreColors(float* target, nint stride, TVector red, TVector green, TVector blue)
    {
        target[0] = TSimd.Sum(red);
        target[stride] = TSimd.Sum(green);
        target[2 * stride] = TSimd.Sum(blue);
    }
}
