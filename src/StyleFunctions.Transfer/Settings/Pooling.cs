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
