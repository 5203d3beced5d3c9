using System.Runtime.InteropServices;

namespace StyleFunctions.Transfer;

/// <summary>The memory that is not the garbage collector's.</summary>
internal static partial class NativeHeap
{
    /// <summary>
    /// Gives what was freed back to the system. The GNU C library keeps freed blocks of up to 32 MB, and over the
    /// scales of a transfer, each with other filters and planes, the gaps come to a fifth of all its memory.
    /// </summary>
    public static void Trim()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = Trim(keep: 0);
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            // Another C library.
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);
}
