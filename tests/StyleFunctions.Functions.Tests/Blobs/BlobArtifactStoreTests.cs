using System.Net;
using System.Security.Cryptography;
using Azure.Storage.Blobs;
using StyleFunctions.Functions.Blobs;
using StyleFunctions.Functions.Tests.Storage;
using StyleFunctions.Pipeline.Tests.Artifacts;

namespace StyleFunctions.Functions.Tests.Blobs;

/// <summary>What is a blob store's own: contents in pieces, a network that fails, storage that refuses.</summary>
[Collection(SharedAzurite.Name)]
public sealed class BlobArtifactStoreTests(Azurite azurite)
{
    private const int Piece = 4 << 20;

    [AzuriteTheory]
    [InlineData(Piece - 1)]
    [InlineData(Piece)]
    [InlineData(Piece + 1)]
    [InlineData((2 * Piece) + 12_345)]
    public async Task Large_contents_are_created_and_replaced(int length)
    {
        var container = await azurite.NewContainerAsync();
        var store = new BlobArtifactStore(container);
        var (first, second) = (Noise.Of(length, 1), Noise.Of(length, 2));
        var version = await store.CreateAsync("a/b", new ForwardStream(first));
        Assert.NotNull(version);
        Assert.Equal(first, await store.Bytes("a/b"));
        Assert.Null(await store.CreateAsync("a/b", new ForwardStream(second)));
        Assert.Null(await store.ReplaceAsync("a/b", new ForwardStream(second), "0x0"));
        Assert.Equal(first, await store.Bytes("a/b"));

        Assert.NotNull(await store.ReplaceAsync("a/b", new MemoryStream(second), version));
        Assert.Equal(second, await store.Bytes("a/b"));
        Assert.Null(await store.ReplaceAsync("a/b", new MemoryStream(first), version));

        // Others' tools compare it.
        var about = (await container.GetBlobClient("a/b").GetPropertiesAsync()).Value;
        Assert.Equal(HashOf(second), about.ContentHash);
    }

    [AzuriteFact]
    public async Task Of_all_who_create_one_large_artifact_at_once_one_succeeds_and_the_others_leave_nothing()
    {
        var store = new BlobArtifactStore(await azurite.NewContainerAsync());
        for (var race = 0; race < 5; race++)
        {
            var name = $"race/{race}";
            var contents = Enumerable.Range(0, 3).Select(i => Noise.Of(Piece + 1000, i)).ToArray();
            var versions = await Task.WhenAll(
                contents.Select(c => Task.Run(() => store.CreateAsync(name, new ForwardStream(c)))));
            var winner = Assert.Single(Enumerable.Range(0, 3), i => versions[i] is not null);
            Assert.Equal(contents[winner], await store.Bytes(name));
            Assert.Equal(versions[winner], (await store.Entries(name)).Single().Version);
        }
    }

    [AzuriteFact]
    public async Task What_was_staged_and_never_committed_is_not_there()
    {
        var store = new BlobArtifactStore(await azurite.NewContainerAsync());
        var content = new BreakingLate(Noise.Of(3 * Piece, 1));
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.CreateAsync("a", content));
        Assert.Null(await store.ReadAsync("a"));
        Assert.Empty(await store.Names(""));
        Assert.NotNull(await store.Create("a", "small"));
        Assert.Equal("small", await store.Text("a"));
    }

    [AzuriteTheory]
    [InlineData(100)]
    [InlineData(Piece + 1)]
    public async Task A_write_whose_answer_was_lost_has_won(int length)
    {
        var answers = new LostAnswers();
        var container = await azurite.NewContainerAsync(Fast.With(answers));
        var store = new BlobArtifactStore(container);
        var version = await store.CreateAsync("a", new MemoryStream(Noise.Of(length, 1)));
        Assert.True(answers.Count > 0);
        await using (var read = await store.ReadAsync("a"))
        {
            Assert.Equal(read!.Version, version);
        }

        var replaced = await store.ReplaceAsync("a", new MemoryStream(Noise.Of(length, 2)), version!);
        Assert.NotNull(replaced);
        Assert.NotEqual(version, replaced);
        Assert.Equal(Noise.Of(length, 2), await store.Bytes("a"));
        Assert.Null(await store.CreateAsync("a", new MemoryStream(Noise.Of(length, 3))));
        Assert.Null(await store.ReplaceAsync("a", new MemoryStream(Noise.Of(length, 3)), version!));
    }

    [AzuriteFact]
    public async Task A_part_is_read_without_the_rest()
    {
        var downloads = new CountedDownloads();
        var store = new BlobArtifactStore(await azurite.NewContainerAsync(Fast.With(downloads)));
        var bytes = Noise.Of(5 * Piece, 1);
        await store.CreateAsync("a", new MemoryStream(bytes));

        await using var read = await store.ReadAsync("a");
        read!.Stream.Position = (3 * Piece) + 17;
        var part = new byte[1000];
        await read.Stream.ReadExactlyAsync(part);
        Assert.Equal(bytes.Skip((3 * Piece) + 17).Take(1000), part);
        Assert.InRange(downloads.Bytes, 1, 2 * Piece);

        read.Stream.Seek(-3, SeekOrigin.End);
        Assert.Equal(bytes[^3..], Enumerable.Range(0, 3).Select(_ => (byte)read.Stream.ReadByte()));
        Assert.Equal(-1, read.Stream.ReadByte());
    }

    [AzuriteFact]
    public async Task What_is_replaced_while_a_large_one_is_read_is_never_mixed()
    {
        var store = new BlobArtifactStore(await azurite.NewContainerAsync());
        var version = await store.CreateAsync("a", new MemoryStream(Noise.Of(3 * Piece, 1)));
        await using var read = await store.ReadAsync("a");
        await store.Replace("a", "new", version!);
        using var got = new MemoryStream();
        var e = await Assert.ThrowsAsync<IOException>(() => read!.Stream.CopyToAsync(got));
        Assert.Equal("a was replaced or removed while it was read.", e.Message);
        Assert.Equal(Noise.Of(3 * Piece, 1)[..(int)got.Length], got.ToArray());
    }

    [AzuriteFact]
    public async Task A_connection_that_drops_is_taken_up_again()
    {
        var drops = new DroppedDownloads();
        var store = new BlobArtifactStore(await azurite.NewContainerAsync(Fast.With(drops)));
        var bytes = Noise.Of((2 * Piece) + 1, 1);
        await store.CreateAsync("a", new MemoryStream(bytes));
        Assert.Equal(bytes, await store.Bytes("a"));
        Assert.True(drops.Count >= 2);
    }

    [AzuriteFact]
    public async Task What_is_damaged_on_its_way_is_not_given_out()
    {
        var damage = new DamagedContents();
        var store = new BlobArtifactStore(await azurite.NewContainerAsync(Fast.With(damage)));
        damage.Up = true;
        await Assert.ThrowsAsync<IOException>(() => store.CreateAsync("a", new MemoryStream(Noise.Of(1000, 1))));
        await Assert.ThrowsAsync<IOException>(() => store.CreateAsync("b", new MemoryStream(Noise.Of(2 * Piece, 1))));
        Assert.Empty(await store.Names(""));
        damage.Up = false;

        await store.Create("a", "content");
        damage.Down = true;
        var e = await Assert.ThrowsAsync<IOException>(() => store.ReadAsync("a"));
        Assert.Equal("What the storage sent of a was damaged on its way.", e.Message);
    }

    [AzuriteFact]
    public async Task Storage_that_cannot_be_reached_or_refuses_says_so()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var nowhere = new BlobArtifactStore(new BlobContainerClient(
            new Uri($"http://127.0.0.1:{port}/account/container"), Fast.Options()));
        await AssertFails<IOException>(nowhere, "The storage cannot be reached: ");

        var container = await azurite.NewContainerAsync();
        var anonymous = new BlobArtifactStore(new BlobContainerClient(container.Uri, Fast.Options()));
        await AssertFails<UnauthorizedAccessException>(anonymous, "The storage refuses this app (");

        await container.DeleteAsync();
        var missing = new BlobArtifactStore(container);
        await AssertFails<IOException>(missing, "The storage has no such container");
        await missing.EnsureAsync();
        await missing.EnsureAsync();
        Assert.NotNull(await missing.Create("a", ""));
    }

    [AzuriteFact]
    public async Task What_others_put_there_is_an_artifact_if_its_name_can_be()
    {
        var container = await azurite.NewContainerAsync();
        var store = new BlobArtifactStore(container);
        await container.UploadBlobAsync("inbox/photo.jpg", new MemoryStream([1, 2, 3]));
        await container.UploadBlobAsync("inbox/.hidden/x", new MemoryStream([1]));
        Assert.Equal(["inbox/photo.jpg"], await store.Names(""));
        Assert.Empty(await store.Folders("inbox/"));
        await using var read = await store.ReadAsync("inbox/photo.jpg");
        Assert.NotNull(read);
        Assert.Equal([1, 2, 3], await read.Bytes());
        Assert.NotNull(await store.Replace("inbox/photo.jpg", "new", read.Version));
    }

    private static async Task AssertFails<T>(BlobArtifactStore store, string message)
        where T : Exception
    {
        foreach (var call in (Func<Task>[])
            [
                () => store.ReadAsync("a"), () => store.Create("a", ""), () => store.Replace("a", "", "0x1"),
                () => store.DeleteAsync("a"), () => store.Names(""), () => store.Folders(""),
                () => store.CreateAsync("a", new MemoryStream(new byte[Piece])),
            ])
        {
            var e = await Assert.ThrowsAsync<T>(call);
            Assert.StartsWith(message, e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', e.Message);
        }
    }

    private static byte[] HashOf(byte[] bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        hash.AppendData(bytes);
        return hash.GetHashAndReset()!;
    }

    // Breaks when more than two pieces are read.
    private sealed class BreakingLate(byte[] bytes) : ForwardStream(bytes)
    {
        private int _left = (2 * Piece) + 1000;

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = base.Read(buffer, offset, count);
            return (_left -= read) > 0 ? read : throw new InvalidOperationException("It broke.");
        }
    }
}
