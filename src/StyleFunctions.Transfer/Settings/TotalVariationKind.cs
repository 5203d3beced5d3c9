namespace StyleFunctions.Transfer.Settings;

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
