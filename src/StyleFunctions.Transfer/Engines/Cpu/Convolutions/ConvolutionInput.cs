using System.Runtime.InteropServices;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Planes;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu.Convolutions;

/// <summary>Where Winograd's convolution finds the inputs of its tiles.</summary>
internal abstract unsafe class ConvolutionInput(int blocks)
{
    protected const int BlockSize = FeaturePlanes.BlockSize;

    /// <summary>Blocks of channels.</summary>
    public int Blocks { get; } = blocks;

    /// <summary>
    /// A square of one block's inputs; beyond the plane is padding, in rows not held anything finite.
    /// </summary>
    /// <param name="block">The block.</param>
    /// <param name="y">The first row, perhaps outside.</param>
    /// <param name="x">The first column, perhaps outside.</param>
    /// <param name="size">Rows and columns.</param>
    /// <param name="memory">Room for the square where it does not stand in memory as it is.</param>
    /// <param name="rowStride">Floats from one row to the next.</param>
    public abstract float* Square(int block, int y, int x, int size, float* memory, out nint rowStride);

    /// <summary>Asks for a square that is read soon.</summary>
    /// <param name="block">The block.</param>
    /// <param name="y">The first row, perhaps outside.</param>
    /// <param name="x">The first column, perhaps outside.</param>
    /// <param name="size">Rows and columns.</param>
    /// <param name="isNext">Whether that left of it is read before, and has its first two columns, too.</param>
    public virtual void Prefetch(int block, int y, int x, int size, bool isNext)
    {
    }

    protected static void Clear(float* square, int size) =>
        NativeMemory.Clear(square, (nuint)(size * size * BlockSize * sizeof(float)));
}

/// <summary>Inputs that stand in planes.</summary>
internal sealed unsafe class PlaneInput(FeaturePlanes planes, Padding padding) : ConvolutionInput(planes.Blocks)
{
    public override float* Square(int block, int y, int x, int size, float* memory, out nint rowStride)
    {
        if (IsInside(y, x, size))
        {
            rowStride = (nint)planes.Pitch * BlockSize;
            return planes.At(block, y, x);
        }

        rowStride = size * BlockSize;
        if (padding == Padding.Zero)
        {
            CopyInside(block, y, x, size, memory);
        }
        else
        {
            CopyNearest(block, y, x, size, memory);
        }

        return memory;
    }

    public override void Prefetch(int block, int y, int x, int size, bool isNext)
    {
        if (!IsInside(y, x, size))
        {
            return;
        }

        var first = isNext ? 2 : 0;
        var row = planes.At(block, y, x + first);
        for (var i = 0; i < size; i++, row += (nint)planes.Pitch * BlockSize)
        {
            CacheLines.AskForFirstLevel(row, size - first);
        }
    }

    private bool IsInside(int y, int x, int size) =>
        y >= planes.Rows.Start && x >= 0 && y + size <= planes.Rows.End && x + size <= planes.Width;

    private void CopyInside(int block, int y, int x, int size, float* square)
    {
        Clear(square, size);
        var (left, right) = (Math.Max(x, 0), Math.Min(x + size, planes.Width));
        var bottom = Math.Min(y + size, planes.Rows.End);
        for (var row = Math.Max(y, planes.Rows.Start); row < bottom && left < right; row++)
        {
            var target = square + ((row - y) * size + left - x) * BlockSize;
            NativeMemory.Copy(planes.At(block, row, left), target, (nuint)(right - left) * BlockSize * sizeof(float));
        }
    }

    private void CopyNearest(int block, int y, int x, int size, float* square)
    {
        for (var row = y; row < y + size; row++)
        {
            var from = Math.Clamp(row, planes.Rows.Start, planes.Rows.End - 1);
            for (var column = x; column < x + size; column++, square += BlockSize)
            {
                var source = planes.At(block, from, Math.Clamp(column, 0, planes.Width - 1));
                NativeMemory.Copy(source, square, BlockSize * sizeof(float));
            }
        }
    }
}

/// <summary>
/// The gradient of features that were pooled as soon as they were there: it exists only tile by tile, spread from that
/// of what was pooled from them.
/// </summary>
/// <param name="kernels">The kernels.</param>
/// <param name="pooled">The gradient of what was pooled.</param>
/// <param name="mask">To which features it goes.</param>
/// <param name="factor">What pooling multiplies it by.</param>
/// <param name="rows">Rows of features whose gradient is wanted.</param>
/// <param name="width">Features in a row.</param>
internal sealed unsafe class UnpooledInput(
    TileKernels kernels, FeaturePlanes pooled, GradientMask mask, float factor, Rows rows, int width)
    : ConvolutionInput(pooled.Blocks)
{
    public override float* Square(int block, int y, int x, int size, float* memory, out nint rowStride)
    {
        rowStride = size * BlockSize;
        var (top, bottom) = (Math.Max(y, rows.Start), Math.Min(y + size, rows.End));
        var (left, right) = (Math.Max(x, 0), Math.Min(x + size, width));
        if (bottom - top < size || right - left < size)
        {
            Clear(memory, size);
            if (top >= bottom || left >= right)
            {
                return memory;
            }
        }

        kernels.Unpool(
            pooled.At(block, top / 2, left / 2),
            (nint)pooled.Pitch * BlockSize,
            top % 2,
            left % 2,
            mask.Region(block, top, left),
            factor,
            memory + ((top - y) * size + left - x) * BlockSize,
            rowStride,
            bottom - top,
            right - left,
            adds: false);
        return memory;
    }
}
