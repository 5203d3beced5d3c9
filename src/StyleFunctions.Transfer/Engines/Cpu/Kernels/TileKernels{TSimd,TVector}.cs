using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using StyleFunctions.Transfer.Engines.Cpu.Planes;

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

    private static bool HasThirtyTwoRegisters => TSimd.Count == 16 || AdvSimd.Arm64.IsSupported;

    /// <inheritdoc/>
    public override int Width => TSimd.Count * 32;

    /// <inheritdoc/>
    public override int PanelWidth => 2 * TSimd.Count;

    // AVX-512 and NEON have 32 registers for 12 x 2 sums; with 16 registers 6 x 2 fit.
    /// <inheritdoc/>
    public override int Rows => HasThirtyTwoRegisters ? 12 : 6;

    /// <inheritdoc/>
    public override int MaskBytes => TSimd.Count > 8 ? 2 : 1;

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

    // 4 positions x 3 colours; the registers run along the channels that are summed over.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourPixels(
        FeaturePlanes gradient, nint* taps, float* weights, float* target, nint targetStride, int position)
    {
        var (blocks, blockStride) = (gradient.Blocks, gradient.BlockStride);
        var start = gradient.Origin + (nint)position * BlockSize;

        // What no tile has read yet of what the next one reads: more streams than the processor follows by itself.
        var below = start + taps[8] + 4 * BlockSize;
        for (var block = 0; block < blocks; block++)
        {
            CacheLines.AskForFirstLevel(below + block * blockStride, 4);
        }

        // No call may follow, or they go to memory and back at every block.
        TVector s00 = default, s01 = default, s02 = default, s10 = default, s11 = default, s12 = default;
        TVector s20 = default, s21 = default, s22 = default, s30 = default, s31 = default, s32 = default;
        for (var tap = 0; tap < 9; tap++)
        {
            var source = start + taps[tap];
            for (var block = 0; block < blocks; block++, source += blockStride, weights += 3 * BlockSize)
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

        target += position;
        TSimd.Sums(s00, s10, s20, s30).Store(target);
        TSimd.Sums(s01, s11, s21, s31).Store(target + targetStride);
        TSimd.Sums(s02, s12, s22, s32).Store(target + 2 * targetStride);
    }
}
