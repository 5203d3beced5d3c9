using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace StyleFunctions.Transfer.Engines.Cpu.Kernels;

/// <summary>Transposes square blocks of floats, multiplying them by a factor on the way.</summary>
internal static unsafe class Transposition
{
    /// <summary>Transposes a square block.</summary>
    /// <param name="source">Its first row.</param>
    /// <param name="sourcePitch">Floats from one row to the next.</param>
    /// <param name="width">Its rows and columns, a multiple of 4.</param>
    /// <param name="factor">What every value is multiplied by.</param>
    /// <param name="target">The result's first row.</param>
    /// <param name="targetPitch">Floats from one row of the result to the next.</param>
    public static void Run(
        float* source, nint sourcePitch, int width, float factor, float* target, nint targetPitch)
    {
        var step = Avx512F.IsSupported && width % 16 == 0 ? 16 : 4;
        for (var y = 0; y < width; y += step)
        {
            for (var x = 0; x < width; x += step)
            {
                var from = source + y * sourcePitch + x;
                var to = target + x * targetPitch + y;
                if (step == 16)
                {
                    SixteenRows(from, sourcePitch, factor, to, targetPitch);
                }
                else
                {
                    FourRows(from, sourcePitch, factor, to, targetPitch);
                }
            }
        }
    }

    // Pairs of rows, then pairs of pairs, then the quarters of registers.
    [SkipLocalsInit]
    private static void SixteenRows(
        float* source, nint sourcePitch, float factor, float* target, nint targetPitch)
    {
        var quarters = stackalloc Vector512<float>[16];
        for (var row = 0; row < 16; row += 4)
        {
            var a = Vector512.Load(source + row * sourcePitch) * factor;
            var b = Vector512.Load(source + (row + 1) * sourcePitch) * factor;
            var c = Vector512.Load(source + (row + 2) * sourcePitch) * factor;
            var d = Vector512.Load(source + (row + 3) * sourcePitch) * factor;
            var (ab, cd) = (Avx512F.UnpackLow(a, b).AsDouble(), Avx512F.UnpackLow(c, d).AsDouble());
            quarters[row] = Avx512F.UnpackLow(ab, cd).AsSingle();
            quarters[row + 1] = Avx512F.UnpackHigh(ab, cd).AsSingle();
            (ab, cd) = (Avx512F.UnpackHigh(a, b).AsDouble(), Avx512F.UnpackHigh(c, d).AsDouble());
            quarters[row + 2] = Avx512F.UnpackLow(ab, cd).AsSingle();
            quarters[row + 3] = Avx512F.UnpackHigh(ab, cd).AsSingle();
        }

        const byte Even = 0x88, Odd = 0xdd;
        for (var i = 0; i < 4; i++)
        {
            var upper = Avx512F.Shuffle4x128(quarters[i], quarters[4 + i], Even);
            var lower = Avx512F.Shuffle4x128(quarters[8 + i], quarters[12 + i], Even);
            Avx512F.Shuffle4x128(upper, lower, Even).Store(target + i * targetPitch);
            Avx512F.Shuffle4x128(upper, lower, Odd).Store(target + (8 + i) * targetPitch);
            upper = Avx512F.Shuffle4x128(quarters[i], quarters[4 + i], Odd);
            lower = Avx512F.Shuffle4x128(quarters[8 + i], quarters[12 + i], Odd);
            Avx512F.Shuffle4x128(upper, lower, Even).Store(target + (4 + i) * targetPitch);
            Avx512F.Shuffle4x128(upper, lower, Odd).Store(target + (12 + i) * targetPitch);
        }
    }

    private static void FourRows(
        float* source, nint sourcePitch, float factor, float* target, nint targetPitch)
    {
        if (!Sse.IsSupported)
        {
            for (var i = 0; i < 16; i++)
            {
                target[i % 4 * targetPitch + i / 4] = source[i / 4 * sourcePitch + i % 4] * factor;
            }

            return;
        }

        var a = Vector128.Load(source) * factor;
        var b = Vector128.Load(source + sourcePitch) * factor;
        var c = Vector128.Load(source + 2 * sourcePitch) * factor;
        var d = Vector128.Load(source + 3 * sourcePitch) * factor;
        var (ab, cd) = (Sse.UnpackLow(a, b), Sse.UnpackLow(c, d));
        Sse.MoveLowToHigh(ab, cd).Store(target);
        Sse.MoveHighToLow(cd, ab).Store(target + targetPitch);
        (ab, cd) = (Sse.UnpackHigh(a, b), Sse.UnpackHigh(c, d));
        Sse.MoveLowToHigh(ab, cd).Store(target + 2 * targetPitch);
        Sse.MoveHighToLow(cd, ab).Store(target + 3 * targetPitch);
    }
}
