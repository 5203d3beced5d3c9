using Azure;
using Azure.Storage.Blobs;
using StyleFunctions.Functions.Blobs;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Networks.WeightFiles;
using StyleFunctions.Transfer.Networks.WeightFiles.Downloads;

namespace StyleFunctions.Functions.Networks;

/// <summary>
/// The networks this installation has: those whose weights lie in its container or, on a developer's machine, in the
/// user's cache; and the embedded one.
/// </summary>
internal sealed class InstalledNetworks : IDisposable
{
    private readonly BlobContainerClient? _container;
    private readonly string _cache;
    private readonly Dictionary<string, WeightSource> _stored;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<string, Network> _loaded = [];

    private InstalledNetworks(BlobContainerClient? container, List<WeightSource> stored, string cache)
    {
        (_container, _cache) = (container, cache);
        _stored = stored.ToDictionary(s => s.Architecture.Name);
        Shelf = new NetworkShelf(
            [.. NetworkArchitecture.All.OrderBy(Rank).Where(IsHere).Select(a => a.Name)], ProfileAsync);
    }

    /// <summary>What requests may choose from.</summary>
    public NetworkShelf Shelf { get; }

    /// <summary>Looks at what there is.</summary>
    /// <param name="container">The container with weights; null for those in the cache.</param>
    /// <param name="cache">The folder where they are kept; the user's cache if null.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<InstalledNetworks> FindAsync(
        BlobContainerClient? container, string? cache = null, CancellationToken cancellation = default)
    {
        var stored = new List<WeightSource>();
        foreach (var source in container is null ? [] : WeightSource.All)
        {
            if (await IsStoredAsync(container!, source, cancellation))
            {
                stored.Add(source);
            }
        }

        return new InstalledNetworks(container, stored, cache ?? WeightCache.Folder);
    }

    /// <summary>Gives a job's network its weights.</summary>
    /// <param name="wanted">The network.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ChunkRefusedException">It, or those weights of it, are not here.</exception>
    public async Task<Network> LoadAsync(JobNetwork wanted, CancellationToken cancellation)
    {
        var architecture = NetworkArchitecture.All.FirstOrDefault(a => a.Name == wanted.Name && IsHere(a));
        return architecture is not null && await LoadAsync(architecture, cancellation) is var network
            && network.Hash == wanted.Hash
            ? network
            : throw new ChunkRefusedException(
                $"The job was accepted with {wanted.Name} (weights {wanted.Hash[..8]}), which this installation does "
                + "not have; put those weights into its container, restart the app, and resume the job.");
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    // The hash in the metadata is whoever's who put it there; what is loaded is hashed again.
    private static async Task<bool> IsStoredAsync(
        BlobContainerClient container, WeightSource source, CancellationToken cancellation)
    {
        try
        {
            var properties = await BlobFailure.Explain(container.GetBlobClient(source.FileName)
                .GetPropertiesAsync(cancellationToken: cancellation));
            return properties.Value.Metadata.TryGetValue("sha256", out var hash) && hash == source.Hash;
        }
        catch (IOException e) when (e.InnerException is RequestFailedException { Status: 404 })
        {
            return false;
        }
    }

    // VGG-19 is what is taken where nobody chooses, as on the command line.
    private static int Rank(NetworkArchitecture architecture) =>
        architecture == NetworkArchitecture.Vgg19 ? 0 : architecture == NetworkArchitecture.Embedded ? 1 : 2;

    private bool IsHere(NetworkArchitecture architecture) =>
        architecture == NetworkArchitecture.Embedded
        || (_container is null ? Cached(architecture) is not null : _stored.ContainsKey(architecture.Name));

    private string? Cached(NetworkArchitecture architecture) => WeightCache.Find(architecture, _cache);

    // Where the hash is known beforehand, a small replica need not read half a gigabyte.
    private async Task<NetworkProfile> ProfileAsync(string name, CancellationToken cancellation)
    {
        var architecture = NetworkArchitecture.All.First(a => a.Name == name);
        return _stored.TryGetValue(name, out var source)
            ? new NetworkProfile(architecture, Preprocessing.Torchvision, source.Hash)
            : NetworkProfile.Of(await LoadAsync(architecture, cancellation));
    }

    private async Task<Network> LoadAsync(NetworkArchitecture architecture, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (!_loaded.TryGetValue(architecture.Name, out var network))
            {
                network = _loaded[architecture.Name] = await ReadAsync(architecture, cancellation);
            }

            return network;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<Network> ReadAsync(NetworkArchitecture architecture, CancellationToken cancellation)
    {
        if (architecture == NetworkArchitecture.Embedded)
        {
            return EmbeddedNetwork.Create();
        }

        if (!_stored.TryGetValue(architecture.Name, out var source))
        {
            var file = Cached(architecture)
                ?? throw new ChunkRefusedException($"The weights of {architecture.Name} are no longer in the cache.");
            return WeightFile.Read(file, architecture);
        }

        var brought = await BringAsync(source, cancellation);
        try
        {
            if (WeightFile.Read(brought, architecture) is var network && network.Hash == source.Hash)
            {
                return network;
            }
        }
        catch (WeightFormatException)
        {
            // Not it either.
        }

        File.Delete(brought); // so that it is fetched again
        throw new ChunkRefusedException(
            $"What the container has as {source.FileName} is not that file: its SHA-256 should be {source.Hash}.");
    }

    // Under its own name only when it is whole: another process may look for it.
    private async Task<string> BringAsync(WeightSource source, CancellationToken cancellation)
    {
        var file = Path.Combine(_cache, source.FileName);
        if (File.Exists(file))
        {
            return file;
        }

        Directory.CreateDirectory(_cache);
        var part = $"{file}.{Environment.ProcessId}";
        await _container!.GetBlobClient(source.FileName).DownloadToAsync(part, cancellation);
        File.Move(part, file, overwrite: true);
        return file;
    }
}
