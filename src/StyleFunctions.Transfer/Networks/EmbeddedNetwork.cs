namespace StyleFunctions.Transfer.Networks;

/// <summary>The network inside the library, made from an integer generator: no file, no download.</summary>
public static class EmbeddedNetwork
{
    /// <summary>Makes the network; the same weights on every machine.</summary>
    public static Network Create() => throw new NotImplementedException();
}
