using System.Runtime.InteropServices;

namespace StyleFunctions.Transfer.Engines.Cpu.Planes;

/// <summary>Floats outside the garbage-collected heap, zeroed, each buffer starting on a cache line.</summary>
internal sealed unsafe class AlignedBuffer : SafeHandle
{
    private const int Alignment = 64;

    private const int FewestBytesForLargePages = 4_000_000;

    public AlignedBuffer(long length)
        : base(0, ownsHandle: true)
    {
        // What the system gives zeroed it need not touch before somebody does; its own alignment is less than a line.
        Length = length;
        var bytes = checked((nuint)length * sizeof(float) + Alignment);
        SetHandle((nint)NativeMemory.AllocZeroed(bytes));
        Pointer = (float*)((handle + Alignment - 1) & ~(nint)(Alignment - 1));
        if (bytes >= FewestBytesForLargePages)
        {
            NativeHeap.AskForLargePages(handle, bytes);
        }
    }

    /// <summary>How many floats there are.</summary>
    public long Length { get; }

    public float* Pointer { get; }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        return true;
    }
}
