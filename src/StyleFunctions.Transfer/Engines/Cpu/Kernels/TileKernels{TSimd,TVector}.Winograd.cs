using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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
    public override void TransposePanel(float* source, float factor, float* target)
    {
        for (var y = 0; y < PanelWidth; y += 4)
        {
            for (var x = 0; x < PanelWidth; x += 4)
            {
                Transpose4(source + y * PanelWidth + x, PanelWidth, factor, target + x * PanelWidth + y);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4(float* source, nint pitch, float factor, float* target)
    {
        if (!Sse.IsSupported)
        {
            for (var i = 0; i < 16; i++)
            {
                target[i % 4 * pitch + i / 4] = source[i / 4 * pitch + i % 4] * factor;
            }

            return;
        }

        var a = Vector128.Load(source) * factor;
        var b = Vector128.Load(source + pitch) * factor;
        var c = Vector128.Load(source + 2 * pitch) * factor;
        var d = Vector128.Load(source + 3 * pitch) * factor;
        var (ab, cd) = (Sse.UnpackLow(a, b), Sse.UnpackLow(c, d));
        Sse.MoveLowToHigh(ab, cd).Store(target);
        Sse.MoveHighToLow(cd, ab).Store(target + pitch);
        (ab, cd) = (Sse.UnpackHigh(a, b), Sse.UnpackHigh(c, d));
        Sse.MoveLowToHigh(ab, cd).Store(target + 2 * pitch);
        Sse.MoveHighToLow(cd, ab).Store(target + 3 * pitch);
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
    private void TransformOutput<TTransform>(float* products, nint frequencyStride, in TileTarget target)
        where TTransform : struct, IWinogradTransform
    {
        var size = TTransform.TileSize;
        var memory = stackalloc float[(WinogradMethod.MaximumFrequencies + 1) * BlockSize];
        var outputs = Align(memory);
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

    // The stack is aligned to 16 bytes; what straddles two cache lines is read and written at half the speed.
    private static float* Align(float* memory) => (float*)(((nint)memory + 63) & ~(nint)63);
}
