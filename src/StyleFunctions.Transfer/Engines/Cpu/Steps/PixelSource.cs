namespace StyleFunctions.Transfer.Engines.Cpu.Steps;

/// <summary>The pixels of one evaluation and where their gradient goes, 3 x H x W each: set before steps run.</summary>
internal sealed unsafe class PixelSource
{
    public float* Pixels { get; set; }

    public float* Gradient { get; set; }
}
