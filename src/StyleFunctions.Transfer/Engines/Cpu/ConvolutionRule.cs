using StyleFunctions.Transfer.Engines.Cpu.Kernels;

namespace StyleFunctions.Transfer.Engines.Cpu;

/// <summary>
/// How a convolution is computed, by its size alone: measuring at run time would choose badly on a busy machine, and
/// the result must not depend on it.
/// </summary>
internal static class ConvolutionRule
{
    // Below, most of a group of tiles would lie outside of the plane, and reading the filters, four times as many as a
    // direct convolution's, would take the time.
    private const int MinimumPositions = 144;

    // Below, F(6x6) gains too little over F(4x4) for its error and its filters, twice as many.
    private const int MinimumPositionsForF6 = 10000;

    /// <summary>Winograd's method for the planes a convolution reads; null if a direct convolution is better.</summary>
    public static WinogradMethod? Method(FeaturePlanes input)
    {
        var positions = (long)input.Height * input.Width;
        return input.Channels % FeaturePlanes.BlockSize != 0 || positions < MinimumPositions ? null
            : positions < MinimumPositionsForF6 ? WinogradMethod.F4
            : WinogradMethod.F6;
    }
}
