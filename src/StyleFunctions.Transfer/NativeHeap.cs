using System.Runtime.InteropServices;

namespace StyleFunctions.Transfer;

/// <summary>The memory that is not the garbage collector's.</summary>
internal static partial class NativeHeap
{
    /// <summary>
    /// Gives what was freed back to the system. The GNU C library keeps freed blocks of up to 32 MB, and over the
    /// scales of a transfer, each with other filters and planes, the gaps come to a fifth of all its memory.
    /// </summary>
    public static void Trim() => OnLinux(() => Trim(keep: 0));

    /// <summary>
    /// Asks for large pages for some memory, where the system has them: who walks through it in strides so long that
    /// each step lies in another small page reads more places of pages than the processor remembers.
    /// </summary>
    /// <param name="address">Its begin.</param>
    /// <param name="bytes">Its length.</param>
    public static void AskForLargePages(nint address, nuint bytes)
    {
        const int Advice = 14; // MADV_HUGEPAGE

        // Advice is about whole pages. Where it is not taken, nothing is wrong.
        var start = (address + Environment.SystemPageSize - 1) & ~(nint)(Environment.SystemPageSize - 1);
        OnLinux(() => Advise(start, bytes - (nuint)(start - address), Advice));
    }

    private static void OnLinux(Func<int> call)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = call();
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            // Another C library.
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}
