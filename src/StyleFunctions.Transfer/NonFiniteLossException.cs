namespace StyleFunctions.Transfer;

/// <summary>The loss became infinite or not a number; going on would ruin the picture.</summary>
public sealed class NonFiniteLossException : Exception
{
    /// <summary>Says where it happened and what to lower.</summary>
    /// <param name="width">The picture's width at the scale.</param>
    /// <param name="height">The picture's height at the scale.</param>
    /// <param name="iteration">The iteration, from 1.</param>
    public NonFiniteLossException(int width, int height, int iteration)
        : base(
            $"The loss is no longer a finite number at iteration {iteration} of the {width} x {height} scale: "
            + "lower step-size, or style-weight and content-weight.")
    {
    }
}
