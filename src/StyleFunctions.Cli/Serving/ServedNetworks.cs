using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Networks.WeightFiles.Downloads;

namespace StyleFunctions.Cli.Serving;

/// <summary>The networks that a server paints with: the one it was started with, and those in the cache.</summary>
internal sealed class ServedNetworks
{
    private readonly Dictionary<string, Network> _loaded = [];

    /// <summary>Looks at what there is.</summary>
    /// <param name="request">The command line.</param>
    /// <exception cref="UsageException">The weights of the network that it asks for are not here.</exception>
    public ServedNetworks(ServeRequest request)
    {
        First = For(request, request.Network);
        Shelf = new NetworkShelf(
            [.. NetworkArchitecture.All.OrderBy(a => a != First.Architecture).Where(IsHere).Select(a => a.Name)],
            (name, cancellation) => Task.Run(() => NetworkProfile.Of(Load(name)), cancellation));
    }

    /// <summary>The network where a request chooses none.</summary>
    public NetworkChoice First { get; }

    /// <summary>What requests may choose from.</summary>
    public NetworkShelf Shelf { get; }

    /// <summary>Gives a job's network its weights.</summary>
    /// <param name="wanted">The network.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ChunkRefusedException">It, or those weights of it, are not here.</exception>
    public Task<Network> LoadAsync(JobNetwork wanted, CancellationToken cancellation) => Task.Run(
        () => NetworkArchitecture.All.Any(a => a.Name == wanted.Name && IsHere(a))
            && Load(wanted.Name, wanted.Hash) is var network && network.Hash == wanted.Hash
            ? network
            : throw new ChunkRefusedException(
                $"The job was accepted with {wanted.Name} (weights {wanted.Hash[..8]}), which this server does not "
                + "have; fetch those weights and resume the job."),
        cancellation);

    // Weights may be fetched while the server runs.
    private bool IsHere(NetworkArchitecture architecture) =>
        architecture == First.Architecture
        || architecture == NetworkArchitecture.Embedded
        || WeightCache.Find(architecture) is not null;

    // Read once, and kept: an installation has few. Read again if they are not those wanted, or could not be read: a
    // person may have put them right since.
    private Network Load(string name, string? hash = null)
    {
        lock (_loaded)
        {
            return _loaded.TryGetValue(name, out var network) && (hash ?? network.Hash) == network.Hash
                ? network
                : _loaded[name] = Choice(name).Load();
        }
    }

    private NetworkChoice Choice(string name) =>
        name == First.Architecture.Name ? First : For(new ServeRequest { Port = 0, Store = "" }, name);

    private static NetworkChoice For(ServeRequest request, string? network) => NetworkChoice.For(new RunRequest
    {
        Content = "",
        Styles = [],
        Output = null,
        Preset = "",
        Network = network,
        Weights = request.Weights,
        Convention = request.Convention,
    });
}
