using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Planes;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Engines.Cpu.Convolutions;

/// <summary>
/// How a convolution is computed, by its size alone: measuring at run time would choose badly on a busy machine, and
/// the result must not depend on it.
/// </summary>
internal static class ConvolutionRule
{
    // Below, most of a group of tiles would lie outside of the plane, and reading the filters, four times as many as a
    // direct convolution's, would take the time.
    private const int MinimumPositions = 144;

    // Below, F(6x6) gains too little over F(4x4) for its error, and for its filters, up to twice as many.
    private const int MinimumPositionsForF6 = 4000;

    private const long LargestFilters = 20_000_000;

    private const int FewestTiles = 100;

    /// <summary>Winograd's method for planes of a size; null if a direct convolution is better.</summary>
    public static WinogradMethod? Method(int inputChannels, PlaneShape shape)
    {
        var positions = (long)shape.Height * shape.Width;
        return inputChannels % FeaturePlanes.BlockSize != 0 || positions < MinimumPositions ? null
            : positions < MinimumPositionsForF6 ? WinogradMethod.F4
            : WinogradMethod.F6;
    }

    /// <summary>
    /// Whether threads share transformed inputs: where filters would push everything else out of the caches, or where
    /// there are too few tiles to share out.
    /// </summary>
    public static bool IsShared(WinogradMethod method, NetworkLayer layer, WinogradTiles tiles) =>
        (long)layer.InputChannels * layer.OutputChannels * method.Frequencies * sizeof(float) > LargestFilters
        || tiles.Count < FewestTiles;
}
