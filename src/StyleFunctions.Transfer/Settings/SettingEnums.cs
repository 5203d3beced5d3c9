namespace StyleFunctions.Transfer.Settings;

/// <summary>How a network halves its feature maps.</summary>
public enum Pooling
{
    /// <summary>The largest of four.</summary>
    Max,

    /// <summary>The mean of four, times 2, so that activations keep their size.</summary>
    Average,

    /// <summary>The mean of four, as the papers have it.</summary>
    AverageUnscaled,

    /// <summary>The root of the sum of four squares, times 0.78, so that activations keep their size.</summary>
    L2,
}

/// <summary>What stands beyond the edge of a picture for the first convolution.</summary>
public enum Padding
{
    /// <summary>The edge's own pixels, repeated.</summary>
    Replicate,

    /// <summary>Zeros, as the networks were trained.</summary>
    Zero,
}

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

/// <summary>What F F^T is divided by.</summary>
public enum GramNormalization
{
    /// <summary>The number of positions, H W: the second raw moment.</summary>
    Positions,

    /// <summary>Channels times positions, C H W (jcjohnson/neural-style).</summary>
    PositionsAndChannels,
}

/// <summary>Which total variation smooths the picture.</summary>
public enum TotalVariationKind
{
    /// <summary>crowsonkb's nine-point stencil of mean squares, replicate-padded.</summary>
    NinePoint,

    /// <summary>
    /// Half the sum of squared differences to the right and below, in the optimiser's units (jcjohnson/neural-style).
    /// </summary>
    SumOfSquares,
}

/// <summary>What moves the pixels.</summary>
public enum OptimizerKind
{
    /// <summary>Adam (Kingma and Ba 2015), pixels clamped to [0, 1] after each step.</summary>
    Adam,

    /// <summary>Limited-memory BFGS, pixels not clamped.</summary>
    Lbfgs,
}

/// <summary>
/// How the content picture's colours are kept (Gatys et al. 2016, "Preserving Color in Neural Artistic Style
/// Transfer").
/// </summary>
public enum ColorPreservation
{
    /// <summary>They are not.</summary>
    None,

    /// <summary>The result's luminance is put together with the content's chroma.</summary>
    Luminance,

    /// <summary>The style's colours are matched to the content's before the transfer.</summary>
    Match,
}
