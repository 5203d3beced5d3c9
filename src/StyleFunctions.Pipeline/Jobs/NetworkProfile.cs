using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>What has to be known of a network to accept a job, without its weights.</summary>
/// <param name="Architecture">Its layers.</param>
/// <param name="Preprocessing">What its weights expect as input; presets depend on it.</param>
/// <param name="Hash">SHA-256 of its weights, in lower-case hexadecimal.</param>
public sealed record NetworkProfile(NetworkArchitecture Architecture, Preprocessing Preprocessing, string Hash)
{
    /// <summary>The profile of a network that is here.</summary>
    /// <param name="network">The network.</param>
    public static NetworkProfile Of(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new(network.Architecture, network.Preprocessing, network.Hash);
    }
}
