namespace StyleFunctions.Transfer.Engines.Cpu.Planes;

/// <summary>
/// Memory that several planes use in turn: it is as large as the largest of them, and is there once all are planned.
/// </summary>
internal sealed unsafe class WorkBuffer : IDisposable
{
    private AlignedBuffer? _memory;

    /// <summary>Floats reserved.</summary>
    public long Length { get; private set; }

    /// <summary>The memory; null before <see cref="Allocate"/>.</summary>
    public float* Pointer { get; private set; }

    /// <summary>Makes sure that so much fits.</summary>
    public void Reserve(long floats)
    {
        if (_memory is not null)
        {
            throw new InvalidOperationException("The memory is already there.");
        }

        Length = Math.Max(Length, floats);
    }

    /// <summary>Gets the memory, zeroed.</summary>
    public void Allocate()
    {
        _memory = new AlignedBuffer(Length);
        Pointer = _memory.Pointer;
    }

    public void Dispose() => _memory?.Dispose();
}
