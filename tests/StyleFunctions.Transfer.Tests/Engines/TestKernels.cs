using System.Runtime.Intrinsics;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;

namespace StyleFunctions.Transfer.Tests.Engines;

/// <summary>The kernels of every width that this machine runs, not only the widest.</summary>
internal static class TestKernels
{
    private static readonly TileKernels[] _all =
    [
        new TileKernels<Simd128, Vector128<float>>(),
        .. Vector256.IsHardwareAccelerated
            ? [new TileKernels<Simd256, Vector256<float>>()]
            : Array.Empty<TileKernels>(),
        .. Vector512.IsHardwareAccelerated
            ? [new TileKernels<Simd512, Vector512<float>>()]
            : Array.Empty<TileKernels>(),
    ];

    /// <summary>Bits in a register.</summary>
    public static IEnumerable<int> Widths => _all.Select(k => k.Width);

    public static TileKernels OfWidth(int width) => _all.Single(k => k.Width == width);
}
