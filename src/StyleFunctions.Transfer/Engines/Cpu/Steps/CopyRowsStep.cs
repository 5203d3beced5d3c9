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
