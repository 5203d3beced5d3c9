namespace StyleFunctions.Transfer.Settings;

/// <summary>How a difference d between features, or between Gram matrices, becomes one number.</summary>
public enum ErrorMeasure
{
    /// <summary>
    /// sum(d^2) / (sum|d| + 1e-8), whose gradient has an L1 norm of about 1 (crowsonkb, before May 2023).
    /// </summary>
    ScaledSquare,

    /// <summary>mean(d^2).</summary>
    MeanSquare,
}
