using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Networks.WeightFiles;
using StyleFunctions.Transfer.Networks.WeightFiles.Downloads;

namespace StyleFunctions.Cli;

/// <summary>Which network paints, and where its weights come from.</summary>
/// <param name="Architecture">The network's layers.</param>
/// <param name="Load">Reads or makes its weights.</param>
/// <param name="File">The file they are in; null where they need none.</param>
/// <param name="Notice">One line for a person who did not choose; else null.</param>
internal sealed record NetworkChoice(
    NetworkArchitecture Architecture, Func<Network> Load, string? File = null, string? Notice = null)
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

    /// <summary>The network of a job that was begun before.</summary>
    /// <param name="job">The job.</param>
    /// <param name="output">What its command line said; null if none began it.</param>
    /// <exception cref="UsageException">Its weights are not here.</exception>
    public static NetworkChoice For(Job job, JobOutput? output)
    {
        var architecture = NetworkArchitecture.All.FirstOrDefault(a => a.Name == job.Network.Name)
            ?? throw new UsageException($"This version knows no network '{job.Network.Name}', which the job needs.");
        if (architecture == NetworkArchitecture.Embedded)
        {
            return Checked(Embedded(), job);
        }

        var file = output?.Weights ?? WeightCache.Find(architecture) ?? throw new UsageException(
            $"The weights of {architecture.Name} are not in the cache; run '{FetchCommand(architecture)}'.");
        return System.IO.File.Exists(file)
            ? Checked(FromFile(architecture, file, output?.Convention ?? WeightConvention.Auto), job)
            : throw new UsageException($"The weights that the job was begun with are gone: put '{file}' back.");
    }

    // Other weights would paint another picture.
    private static NetworkChoice Checked(NetworkChoice choice, Job job) => choice with
    {
        Load = () => choice.Load() is var network && network.Hash == job.Network.Hash
            ? network
            : throw new UsageException(
                $"The weights {(choice.File is null ? "inside this version" : $"in '{choice.File}'")} are not those "
                + $"that the job was begun with, whose SHA-256 is {job.Network.Hash}."),
    };

    private static string FetchCommand(NetworkArchitecture architecture) =>
        $"{CommandLine.ProgramName} weights fetch {architecture.Name}";

    private static NetworkChoice Embedded() => new(NetworkArchitecture.Embedded, EmbeddedNetwork.Create);

    private static NetworkChoice FromFile(NetworkArchitecture architecture, string path, WeightConvention convention) =>
        new(
            architecture,
            () => InputFile.Read(path, () => WeightFile.Read(path, architecture, convention)),
            Path.GetFullPath(path));
}
