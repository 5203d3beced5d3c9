using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Networks.WeightFiles;
using StyleFunctions.Transfer.Networks.WeightFiles.Downloads;

namespace StyleFunctions.Cli;

/// <summary>Which network paints, and where its weights come from.</summary>
/// <param name="Architecture">The network's layers.</param>
/// <param name="Load">Reads or makes its weights.</param>
/// <param name="Notice">One line for a person who did not choose; else null.</param>
internal sealed record NetworkChoice(NetworkArchitecture Architecture, Func<Network> Load, string? Notice = null)
{
    /// <summary>The network asked for, or the best one whose weights are here.</summary>
    /// <param name="request">The command line.</param>
    /// <exception cref="UsageException">Its weights are not here.</exception>
    public static NetworkChoice For(RunRequest request)
    {
        var named = NetworkArchitecture.All.FirstOrDefault(a => a.Name == request.Network);
        if (request.Weights is not null)
        {
            return named == NetworkArchitecture.Embedded
                ? throw new UsageException("The embedded network has its own weights; leave out --weights.")
                : FromFile(named ?? NetworkArchitecture.Vgg19, request.Weights, request.Convention);
        }

        if (named == NetworkArchitecture.Embedded)
        {
            return request.Convention == WeightConvention.Auto
                ? Embedded()
                : throw new UsageException("The embedded network has its own weights; leave out --weights-convention.");
        }

        var architecture = named ?? NetworkArchitecture.Vgg19;
        if (WeightCache.Find(architecture) is { } cached)
        {
            return FromFile(architecture, cached, request.Convention) with
            {
                Notice = named is null ? "Network: VGG-19 (--network embedded is faster)" : null,
            };
        }

        return named is null
            ? Embedded() with { Notice = $"Network: embedded ('{FetchCommand(architecture)}' gets VGG-19)" }
            : throw new UsageException(
                $"The weights of {named.Name} are not in the cache; run '{FetchCommand(named)}' or give a file with "
                + "--weights.");
    }

    private static string FetchCommand(NetworkArchitecture architecture) =>
        $"{CommandLine.ProgramName} weights fetch {architecture.Name}";

    private static NetworkChoice Embedded() => new(NetworkArchitecture.Embedded, EmbeddedNetwork.Create);

    private static NetworkChoice FromFile(NetworkArchitecture architecture, string path, WeightConvention convention) =>
        new(architecture, () => InputFile.Read(path, () => WeightFile.Read(path, architecture, convention)));
}
