using StyleFunctions.Transfer.Engines.Cpu.Planes;

namespace StyleFunctions.Transfer.Tests.Engines;

/// <summary>Memory of planes, each with its own, freed at a test's end.</summary>
internal sealed unsafe class TestMemory : IDisposable
{
    private readonly List<WorkBuffer> _buffers = [];

    public WorkBuffer Buffer()
    {
        _buffers.Add(new WorkBuffer());
        return _buffers[^1];
    }

    public FeaturePlanes Planes(PlaneShape shape, Rows rows) => new(shape, rows, Buffer());

    /// <summary>Gets the memory of all that are new.</summary>
    public void Allocate()
    {
        foreach (var buffer in _buffers.Where(b => b.Pointer == null))
        {
            buffer.Allocate();
        }
    }

    public void Dispose() => _buffers.ForEach(b => b.Dispose());
}
