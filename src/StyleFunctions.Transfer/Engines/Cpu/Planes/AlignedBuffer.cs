using System.Runtime.InteropServices;

namespace StyleFunctions.Transfer.Engines.Cpu.Planes;

/// <summary>Floats outside the garbage-collected heap, zeroed, each buffer starting on a cache line.</summary>
internal sealed unsafe partial class AlignedBuffer : SafeHandle
{
    private const int Alignment = 64;

    // Large pages are asked for, on Linux: tiles and frequencies are walked through in strides so long that each lies
    // in another page, more than the processor remembers the places of.
    private const int FewestBytesForLargePages = 4_000_000;
    private const int AdviceLargePages = 14; // MADV_HUGEPAGE

    public AlignedBuffer(long length)
        : base(0, ownsHandle: true)
    {
        // What the system gives zeroed it need not touch before somebody does; its own alignment is less than a line.
        Length = length;
        var bytes = checked((nuint)length * sizeof(float) + Alignment);
        SetHandle((nint)NativeMemory.AllocZeroed(bytes));
        Pointer = (float*)((handle + Alignment - 1) & ~(nint)(Alignment - 1));
        if (OperatingSystem.IsLinux() && bytes >= FewestBytesForLargePages)
        {
            // About whole pages. Where the advice is not taken, nothing is wrong.
            var start = (handle + Environment.SystemPageSize - 1) & ~(nint)(Environment.SystemPageSize - 1);
            _ = Advise(start, bytes - (nuint)(start - handle), AdviceLargePages);
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

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}
