using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Planes;

namespace StyleFunctions.Transfer.Engines.Cpu.Steps;

/// <summary>
/// max(0, x), for a convolution whose own output is kept as well; writes the mask. One item is one row of one block.
/// </summary>
internal sealed unsafe class ReluStep(
    TileKernels kernels, FeaturePlanes input, FeaturePlanes output, Rows rows, GradientMask? mask) : IStep
{
    public int Items => input.Blocks * rows.Count;

    public long ScratchLength => 0;

    public void Run(int item, float* scratch)
    {
        var (block, y) = (item / rows.Count, rows.Start + item % rows.Count);
        var region = mask is null ? default : mask.Region(block, y, 0);
        kernels.RectifyRow(input.At(block, y, 0), output.At(block, y, 0), in region, input.Width);
    }
}

/// <summary>Lets a gradient pass where its mask says so, in place. One item is one row of one block.</summary>
internal sealed unsafe class MaskStep(TileKernels kernels, GradientMask mask, FeaturePlanes gradient) : IStep
{
    public int Items => gradient.Blocks * gradient.Rows.Count;

    public long ScratchLength => 0;

    public void Run(int item, float* scratch)
    {
        var (block, y) = (item / gradient.Rows.Count, gradient.Rows.Start + item % gradient.Rows.Count);
        kernels.MaskRow(gradient.At(block, y, 0), mask.Region(block, y, 0), gradient.Width);
    }
}
