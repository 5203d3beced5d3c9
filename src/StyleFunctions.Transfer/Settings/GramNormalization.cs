namespace StyleFunctions.Transfer.Settings;

/// <summary>What F F^T is divided by.</summary>
public enum GramNormalization
{
    /// <summary>The number of positions, H W: the second raw moment.</summary>
    Positions,

    /// <summary>Channels times positions, C H W (jcjohnson/neural-style).</summary>
    PositionsAndChannels,
}
