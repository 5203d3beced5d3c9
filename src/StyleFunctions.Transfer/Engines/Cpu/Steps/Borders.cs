using System.Numerics;
using System.Runtime.InteropServices;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu.Steps;

/// <summary>
/// The ring of positions around a plane: what features show there, and where a gradient there belongs.
/// </summary>
internal static unsafe class Borders
{
    private const int BlockSize = FeaturePlanes.BlockSize;

    public static void CopyPosition(float* source, float* target) =>
        new ReadOnlySpan<float>(source, BlockSize).CopyTo(new Span<float>(target, BlockSize));

    /// <summary>
    /// Fills the border of a block of features whose inside was just written. Only the sides need zeros again: kernels
    /// that run over the ends of rows leave sums there, but never above or below.
    /// </summary>
    public static void Fill(FeaturePlanes planes, int block, Padding padding)
    {
        for (var y = 0; y < planes.Height; y++)
        {
            var left = planes.At(block, y, -1);
            var right = planes.At(block, y, planes.Width);
            if (padding == Padding.Zero)
            {
                ClearPosition(left);
                ClearPosition(right);
            }
            else
            {
                CopyPosition(left + BlockSize, left);
                CopyPosition(right - BlockSize, right);
            }
        }

        if (padding == Padding.Replicate)
        {
            CopyRow(planes, block, 0, -1);
            CopyRow(planes, block, planes.Height - 1, planes.Height);
        }
    }

    /// <summary>Adds what a gradient has in the border to the edge positions that were repeated there.</summary>
    public static void Fold(FeaturePlanes planes, int block)
    {
        for (var x = -1; x <= planes.Width; x++)
        {
            AddPosition(planes.At(block, -1, x), planes.At(block, 0, x));
            AddPosition(planes.At(block, planes.Height, x), planes.At(block, planes.Height - 1, x));
        }

        for (var y = 0; y < planes.Height; y++)
        {
            AddPosition(planes.At(block, y, -1), planes.At(block, y, 0));
            AddPosition(planes.At(block, y, planes.Width), planes.At(block, y, planes.Width - 1));
        }
    }

    /// <summary>Puts zeros into a gradient's border and guards, so that a kernel may read across them.</summary>
    public static void Seal(FeaturePlanes planes, int block)
    {
        var first = planes.Origin + block * planes.BlockStride;
        var inside = planes.At(block, 0, 0);
        Clear(first - (nint)planes.FrontGuard * BlockSize, inside);
        for (var y = 0; y < planes.Height - 1; y++)
        {
            var right = planes.At(block, y, planes.Width);
            ClearPosition(right);
            ClearPosition(right + BlockSize);
        }

        Clear(
            planes.At(block, planes.Height - 1, planes.Width),
            first + ((nint)planes.PaddedPositions + planes.BackGuard) * BlockSize);
    }

    private static void CopyRow(FeaturePlanes planes, int block, int from, int to)
    {
        var bytes = (nuint)planes.Pitch * BlockSize * sizeof(float);
        NativeMemory.Copy(planes.At(block, from, -1), planes.At(block, to, -1), bytes);
    }

    private static void ClearPosition(float* position) => new Span<float>(position, BlockSize).Clear();

    private static void Clear(float* start, float* end) =>
        NativeMemory.Clear(start, (nuint)((byte*)end - (byte*)start));

    private static void AddPosition(float* source, float* target)
    {
        for (var c = 0; c < BlockSize; c += Vector<float>.Count)
        {
            (Vector.Load(target + c) + Vector.Load(source + c)).Store(target + c);
        }
    }
}
