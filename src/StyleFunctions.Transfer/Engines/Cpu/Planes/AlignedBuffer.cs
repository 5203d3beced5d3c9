using System.Runtime.InteropServices;

namespace StyleFunctions.Transfer.Engines.Cpu.Planes;

/// <summary>Floats outside the garbage-collected heap, zeroed, each buffer starting on a cache line.</summary>
internal sealed unsafe class AlignedBuffer : SafeHandle
{
    private const int Alignment = 64;

    public AlignedBuffer(long length)
        : base(0, ownsHandle: true)
    {
        Length = length;
        var bytes = checked((nuint)length * sizeof(float));
        var memory = NativeMemory.AlignedAlloc(bytes, Alignment);
        SetHandle((nint)memory);
        NativeMemory.Clear(memory, bytes);
    }

    /// <summary>How many floats there are.</summary>
    public long Length { get; }

    public float* Pointer => (float*)handle;

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}
