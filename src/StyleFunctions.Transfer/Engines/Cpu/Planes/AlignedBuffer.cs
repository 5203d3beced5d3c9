using System.Runtime.InteropServices;

namespace StyleFunctions.Transfer.Engines.Cpu.Planes;

/// <summary>Floats outside the garbage-collected heap, zeroed, each buffer starting on a cache line.</summary>
internal sealed unsafe partial class AlignedBuffer : SafeHandle
{
    private const int LineBytes = 64;

    // Linux' large pages, which are asked for: filters and planes are walked through in long strides, and with pages of
    // 4 KB the machine would spend much of that looking up where they lie.
    private const int LargePageBytes = 2 << 20;
    private const int FewestLargePages = 4;
    private const int AdviseLargePages = 14;

    public AlignedBuffer(long length)
        : base(0, ownsHandle: true)
    {
        Length = length;
        var bytes = checked((nuint)length * sizeof(float));
        var isLarge = OperatingSystem.IsLinux() && bytes >= FewestLargePages * LargePageBytes;
        SetHandle((nint)NativeMemory.AlignedAlloc(bytes, isLarge ? (nuint)LargePageBytes : LineBytes));
        if (isLarge)
        {
            // Advice: if it is not taken, everything works all the same.
            _ = Advise(handle, bytes, AdviseLargePages);
        }

        NativeMemory.Clear(Pointer, bytes);
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

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}
