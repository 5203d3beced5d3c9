using StyleFunctions.Transfer.Engines.Cpu.Planes;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu.Steps;

/// <summary>Fills the border of features for a direct convolution. One item is one block of channels.</summary>
internal sealed unsafe class FillBorderStep(FeaturePlanes planes, Padding padding) : IStep
{
    public int Items => planes.Blocks;

    public long ScratchLength => 0;

    public void Run(int item, float* scratch) => Borders.Fill(planes, item, padding);
}

/// <summary>
/// Adds a gradient's border to the edges that were repeated there. One item is one block of channels.
/// </summary>
internal sealed unsafe class FoldBorderStep(FeaturePlanes planes) : IStep
{
    public int Items => planes.Blocks;

    public long ScratchLength => 0;

    public void Run(int item, float* scratch) => Borders.Fold(planes, item);
}

/// <summary>Puts zeros around a gradient for a direct convolution. One item is one block of channels.</summary>
internal sealed unsafe class SealBorderStep(FeaturePlanes planes) : IStep
{
    public int Items => planes.Blocks;

    public long ScratchLength => 0;

    public void Run(int item, float* scratch) => Borders.Seal(planes, item);
}
