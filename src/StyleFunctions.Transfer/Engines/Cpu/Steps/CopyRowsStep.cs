using System.Runtime.InteropServices;
using StyleFunctions.Transfer.Engines.Cpu.Planes;

namespace StyleFunctions.Transfer.Engines.Cpu.Steps;

/// <summary>Copies rows from planes to others of the same size. One item is one block of channels.</summary>
internal sealed unsafe class CopyRowsStep(FeaturePlanes source, FeaturePlanes target, Rows rows) : IStep
{
    public int Items => source.Blocks;

    public long ScratchLength => 0;

    public void Run(int item, float* scratch)
    {
        var bytes = (nuint)rows.Count * (nuint)source.Pitch * FeaturePlanes.BlockSize * sizeof(float);
        NativeMemory.Copy(source.At(item, rows.Start, -1), target.At(item, rows.Start, -1), bytes);
    }
}

/// <summary>Sets a gradient to zero, where no loss begins one. One item is one row of one block.</summary>
internal sealed unsafe class ClearStep(FeaturePlanes gradient) : IStep
{
    public int Items => gradient.Blocks * gradient.Rows.Count;

    public long ScratchLength => 0;

    public void Run(int item, float* scratch)
    {
        var (block, y) = (item / gradient.Rows.Count, gradient.Rows.Start + item % gradient.Rows.Count);
        new Span<float>(gradient.At(block, y, 0), gradient.Width * FeaturePlanes.BlockSize).Clear();
    }
}
