using StyleFunctions.Transfer.Engines.Cpu.Planes;

namespace StyleFunctions.Transfer.Engines.Cpu.Plans;

/// <summary>
/// Two buffers for planes that only the next step reads: features that no loss reads, and all gradients.
/// </summary>
internal sealed class Transients(PlanContext context)
{
    private readonly WorkBuffer[] _buffers = [context.NewBuffer(), context.NewBuffer()];
    private int _last;

    /// <summary>Planes in the buffer that was not used last.</summary>
    public FeaturePlanes Next(PlaneShape shape, Rows rows, int channelsInBlock = FeaturePlanes.BlockSize)
    {
        _last ^= 1;
        return new FeaturePlanes(shape, rows, _buffers[_last], channelsInBlock);
    }
}
