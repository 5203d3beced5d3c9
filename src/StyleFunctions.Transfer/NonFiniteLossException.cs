using StyleFunctions.Transfer.Engines;

namespace StyleFunctions.Transfer;

/// <summary>The loss or its gradient became infinite or not a number; going on would ruin the picture.</summary>
public sealed class NonFiniteLossException : Exception
{
    /// <summary>Says where it happened and what to lower.</summary>
    /// <param name="width">The picture's width at the scale.</param>
    /// <param name="height">The picture's height at the scale.</param>
    /// <param name="iteration">The iteration, from 1.</param>
    /// <param name="precision">What the network was computed in.</param>
    public NonFiniteLossException(
        int width, int height, int iteration, GpuPrecision precision = GpuPrecision.Full)
        : base(
            $"The loss or its gradient is no longer finite at iteration {iteration} of the {width} x {height} scale: "
            + (precision == GpuPrecision.Half ? "compute with more range (--precision full), or " : "")
            + "lower step-size, or style-weight and content-weight.")
    {
    }
}
