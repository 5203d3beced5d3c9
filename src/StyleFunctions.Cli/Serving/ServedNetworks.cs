using System.Collections.Concurrent;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Networks.WeightFiles.Downloads;

namespace StyleFunctions.Cli.Serving;

/// <summary>The networks that a server paints with: the one it was started with, and those in the cache.</summary>
internal sealed class ServedNetworks
{
    private readonly Dictionary<string, NetworkChoice> _choices;
    private readonly ConcurrentDictionary<string, Lazy<Network>> _loaded = new();

    /// <summary>Looks at what there is.</summary>
    /// <param name="request">The command line.</param>
    /// <exception cref="UsageException">The weights of the network that it asks for are not here.</exception>
    public ServedNetworks(ServeRequest request)
    {
        First = For(request, request.Network);
        NetworkChoice[] others =
        [
            .. NetworkArchitecture.All
                .Where(a => a != First.Architecture
                    && (a == NetworkArchitecture.Embedded || WeightCache.Find(a) is not null))
                .Select(a => For(new ServeRequest { Port = 0, Store = "" }, a.Name)),
        ];
        _choices = others.Prepend(First).ToDictionary(c => c.Architecture.Name);
        Shelf = new NetworkShelf(
            [.. others.Prepend(First).Select(c => c.Architecture.Name)],
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
        () => _choices.ContainsKey(wanted.Name) && Load(wanted.Name) is var network && network.Hash == wanted.Hash
            ? network
            : throw new ChunkRefusedException(
                $"The job was accepted with {wanted.Name} (weights {wanted.Hash[..8]}), which this server does not "
                + "have; fetch those weights and resume the job."),
        cancellation);

    // Read once, and kept: an installation has few.
    private Network Load(string name) => _loaded.GetOrAdd(name, n => new Lazy<Network>(_choices[n].Load)).Value;

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
