namespace StyleFunctions.Transfer.Settings;

/// <summary>What stands beyond the edge of a picture for the first convolution.</summary>
public enum Padding
{
    /// <summary>The edge's own pixels, repeated.</summary>
    Replicate,

    /// <summary>Zeros, as the networks were trained.</summary>
    Zero,
}
