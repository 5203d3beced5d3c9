using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace StyleFunctions.Transfer.Engines.Cpu.Kernels;

/// <summary>
/// Lines that are asked for before they are read or written, where the processor cannot know what comes next. Only
/// x86 can be asked.
/// </summary>
internal static unsafe class CacheLines
{
    private const int Floats = 16;

    /// <summary>Asks for consecutive lines, into the first-level cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AskForFirstLevel(float* line, nint count)
    {
        if (Sse.IsSupported)
        {
            for (nint i = 0; i < count; i++)
            {
                Sse.Prefetch0(line + i * Floats);
            }
        }
    }

    /// <summary>Asks for consecutive lines, into the second-level cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AskForSecondLevel(float* line, nint count)
    {
        if (Sse.IsSupported)
        {
            for (nint i = 0; i < count; i++)
            {
                Sse.Prefetch1(line + i * Floats);
            }
        }
    }
}
