using Azure.Storage.Blobs;
using StyleFunctions.Functions.Networks;
using StyleFunctions.Functions.Tests.Storage;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Networks.WeightFiles.Downloads;

namespace StyleFunctions.Functions.Tests.Networks;

[Collection(SharedAzurite.Name)]
public sealed class InstalledNetworksTests(Azurite azurite) : IDisposable
{
    private readonly TemporaryFolder _cache = new();

    public void Dispose() => _cache.Dispose();

    [Fact]
    public async Task Without_a_container_and_with_an_empty_cache_there_is_the_embedded_network()
    {
        using var networks = await InstalledNetworks.FindAsync(null, _cache.FullName);
        Assert.Equal(["embedded"], networks.Shelf.Names);
        var profile = await networks.Shelf.ProfileAsync(null);
        var network = await networks.LoadAsync(new JobNetwork("embedded", profile.Hash, 1), CancellationToken.None);
        Assert.Equal(profile.Hash, network.Hash);
    }

    [AzuriteFact]
    public async Task Weights_in_the_container_come_first_and_are_known_without_being_read()
    {
        var container = await azurite.NewContainerAsync();
        await Put(container, WeightSource.Vgg19, WeightSource.Vgg19.Hash);
        await Put(container, WeightSource.Vgg16, new string('0', 64)); // says itself that it is another file
        using var networks = await InstalledNetworks.FindAsync(container, _cache.FullName);
        Assert.Equal(["vgg19", "embedded"], networks.Shelf.Names);

        var profile = await networks.Shelf.ProfileAsync(null);

        Assert.Equal((NetworkArchitecture.Vgg19, WeightSource.Vgg19.Hash), (profile.Architecture, profile.Hash));
        Assert.Empty(_cache.Content);
    }

    [AzuriteFact]
    public async Task Weights_that_are_not_what_they_say_are_refused_and_not_kept()
    {
        var container = await azurite.NewContainerAsync();
        await Put(container, WeightSource.Vgg19, WeightSource.Vgg19.Hash);
        using var networks = await InstalledNetworks.FindAsync(container, _cache.FullName);
        var wanted = new JobNetwork("vgg19", WeightSource.Vgg19.Hash, 1);

        var refused = await Assert.ThrowsAsync<ChunkRefusedException>(
            () => networks.LoadAsync(wanted, CancellationToken.None));

        Assert.Contains("vgg19-dcbb9e9d.pth", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_cache.Content);
    }

    [Fact]
    public async Task Other_weights_than_a_jobs_are_refused()
    {
        using var networks = await InstalledNetworks.FindAsync(null, _cache.FullName);
        foreach (var name in (string[])["embedded", "vgg19"])
        {
            var wanted = new JobNetwork(name, new string('a', 64), 1);
            await Assert.ThrowsAsync<ChunkRefusedException>(() => networks.LoadAsync(wanted, CancellationToken.None));
        }
    }

    private static async Task Put(BlobContainerClient container, WeightSource source, string hash) =>
        await container.GetBlobClient(source.FileName).UploadAsync(
            new MemoryStream("no weights"u8.ToArray()),
            metadata: new Dictionary<string, string> { ["sha256"] = hash });
}
