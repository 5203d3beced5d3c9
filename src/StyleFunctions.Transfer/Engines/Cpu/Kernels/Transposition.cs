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

    // Four columns at a time: a register holds them of every fourth row, so that within each of its quarters four rows
    // become four columns, and the quarters stand as they should.
    private static void SixteenRows(
        float* source, nint sourcePitch, float factor, float* target, nint targetPitch)
    {
        var factors = Vector512.Create(factor);
        for (var x = 0; x < 16; x += 4)
        {
            var a = EveryFourthRow(source + x, sourcePitch) * factors;
            var b = EveryFourthRow(source + sourcePitch + x, sourcePitch) * factors;
            var c = EveryFourthRow(source + 2 * sourcePitch + x, sourcePitch) * factors;
            var d = EveryFourthRow(source + 3 * sourcePitch + x, sourcePitch) * factors;
            var (ab, cd) = (Avx512F.UnpackLow(a, b).AsDouble(), Avx512F.UnpackLow(c, d).AsDouble());
            Avx512F.UnpackLow(ab, cd).AsSingle().Store(target + x * targetPitch);
            Avx512F.UnpackHigh(ab, cd).AsSingle().Store(target + (x + 1) * targetPitch);
            (ab, cd) = (Avx512F.UnpackHigh(a, b).AsDouble(), Avx512F.UnpackHigh(c, d).AsDouble());
            Avx512F.UnpackLow(ab, cd).AsSingle().Store(target + (x + 2) * targetPitch);
            Avx512F.UnpackHigh(ab, cd).AsSingle().Store(target + (x + 3) * targetPitch);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> EveryFourthRow(float* source, nint pitch) => Vector512.Create(
        Vector256.Create(Vector128.Load(source), Vector128.Load(source + 4 * pitch)),
        Vector256.Create(Vector128.Load(source + 8 * pitch), Vector128.Load(source + 12 * pitch)));

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
