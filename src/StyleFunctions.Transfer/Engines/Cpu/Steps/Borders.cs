using System.Numerics;
using System.Runtime.InteropServices;
using StyleFunctions.Transfer.Engines.Cpu.Planes;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu.Steps;

/// <summary>
/// The ring of positions around the rows held of a plane: what features show there, and where a gradient there belongs.
/// Between rows held and rows not held there is no border, and no value there is ever used.
/// </summary>
internal static unsafe class Borders
{
    private const int BlockSize = FeaturePlanes.BlockSize;

    private static void CopyPosition(float* source, float* target) =>
        new ReadOnlySpan<float>(source, BlockSize).CopyTo(new Span<float>(target, BlockSize));

    /// <summary>Fills the border of a block of features with zeros, or with the edges repeated.</summary>
    public static void Fill(FeaturePlanes planes, int block, Padding padding)
    {
        if (padding == Padding.Zero)
        {
            Seal(planes, block);
            return;
        }

        for (var y = planes.Rows.Start; y < planes.Rows.End; y++)
        {
            CopyPosition(planes.At(block, y, 0), planes.At(block, y, -1));
            CopyPosition(planes.At(block, y, planes.Width - 1), planes.At(block, y, planes.Width));
        }

        if (planes.Rows.Start == 0)
        {
            CopyRow(planes, block, 0, -1);
        }

        if (planes.Rows.End == planes.Height)
        {
            CopyRow(planes, block, planes.Height - 1, planes.Height);
        }
    }

    /// <summary>Adds what a gradient has in the border to the edge positions that were repeated there.</summary>
    public static void Fold(FeaturePlanes planes, int block)
    {
        for (var x = -1; x <= planes.Width; x++)
        {
            if (planes.Rows.Start == 0)
            {
                AddPosition(planes.At(block, -1, x), planes.At(block, 0, x));
            }

            if (planes.Rows.End == planes.Height)
            {
                AddPosition(planes.At(block, planes.Height, x), planes.At(block, planes.Height - 1, x));
            }
        }

        for (var y = planes.Rows.Start; y < planes.Rows.End; y++)
        {
            AddPosition(planes.At(block, y, -1), planes.At(block, y, 0));
            AddPosition(planes.At(block, y, planes.Width), planes.At(block, y, planes.Width - 1));
        }
    }

    /// <summary>Puts zeros into the border and the guards of a block, so that a kernel may read across them.</summary>
    public static void Seal(FeaturePlanes planes, int block)
    {
        var rows = planes.Rows;
        var first = planes.Origin + block * planes.BlockStride;
        Clear(first - (nint)planes.FrontGuard * BlockSize, planes.At(block, rows.Start, 0));
        for (var y = rows.Start; y < rows.End - 1; y++)
        {
            ClearPosition(planes.At(block, y, planes.Width));
            ClearPosition(planes.At(block, y + 1, -1));
        }

        Clear(
            planes.At(block, rows.End - 1, planes.Width),
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
