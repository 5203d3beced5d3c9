using System.Security.Cryptography;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Networks.WeightFiles.Downloads;

namespace StyleFunctions.Transfer.Tests.WeightFiles;

public sealed class WeightDownloadTests : IDisposable
{
    private const int Size = 300_000;
    private const int Cut = 100_000;

    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _content = Content(1);
    private readonly List<WeightDownloadProgress> _progress = [];

    private string FinalPath => _folder["weights/vgg19-dcbb9e9d.pth"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_is_downloaded_into_a_new_folder()
    {
        using var server = new FileServer(_content);

        Assert.Equal(FinalPath, await RunAsync(server));

        AssertDownloaded();
        Assert.Equal([""], server.Requests);
        Assert.Equal(new WeightDownloadProgress(0, Size), _progress[0]);
        Assert.Equal(new WeightDownloadProgress(Size, Size), _progress[^1]);
        Assert.Equal(_progress.OrderBy(p => p.BytesDone), _progress);
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_downloaded_again_and_a_damaged_one_is()
    {
        using var server = new FileServer(_content);
        await RunAsync(server);
        await RunAsync(server);
        Assert.Single(server.Requests);

        await File.WriteAllBytesAsync(FinalPath, Content(2));
        await RunAsync(server);

        Assert.Equal(2, server.Requests.Count);
        AssertDownloaded();
    }

    [Theory]
    [InlineData("ETag: \"one\"", "\"one\"")]
    [InlineData("Last-Modified: Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 21 Oct 2015 07:28:00 GMT")]
    public async Task A_cut_connection_is_resumed(string header, string validator)
    {
        using var server = new FileServer(_content) { Headers = [header], RangesFor = validator };
        server.Cuts.Enqueue(Cut);
        server.Cuts.Enqueue(50_000);

        await RunAsync(server);

        AssertDownloaded();
        Assert.Equal(["", $"bytes={Cut}- {validator}", $"bytes={Cut + 50_000}- {validator}"], server.Requests);
    }

    [Theory]
    [InlineData("ETag: \"one\"", "bytes=100000- \"one\"")]
    [InlineData("ETag: W/\"weak\"", "")]
    [InlineData("Server: plain", "")]
    public async Task A_server_without_ranges_or_a_strong_validator_makes_it_start_again(
        string header, string secondRequest)
    {
        using var server = new FileServer(_content) { Headers = [header], RangesFor = null };
        server.Cuts.Enqueue(Cut);

        await RunAsync(server);

        AssertDownloaded();
        Assert.Equal(["", secondRequest], server.Requests);
    }

    [Fact]
    public async Task A_file_that_changed_on_the_server_is_started_again()
    {
        using var server = new FileServer(Content(2)) { RangesFor = "\"two\"" };
        server.Cuts.Enqueue(Cut);
        await Assert.ThrowsAsync<WeightDownloadException>(() => RunAsync(server, pauses: []));
        server.Content = _content;

        await RunAsync(server);

        AssertDownloaded();
    }

    [Fact]
    public async Task A_server_that_cannot_send_the_rest_is_asked_for_the_whole()
    {
        using var server = new FileServer(_content);
        server.Cuts.Enqueue(Cut);
        await Assert.ThrowsAsync<WeightDownloadException>(() => RunAsync(server, pauses: []));
        server.Statuses.Enqueue("416 Range Not Satisfiable");

        await RunAsync(server);

        AssertDownloaded();
        Assert.Equal(["", $"bytes={Cut}- \"one\"", ""], server.Requests);
    }

    [Fact]
    public async Task A_connection_that_is_cut_too_often_leaves_what_has_arrived_for_the_next_run()
    {
        using var server = new FileServer(_content);
        foreach (var cut in new[] { Cut, 0, 0, 0 })
        {
            server.Cuts.Enqueue(cut);
        }

        var error = await Assert.ThrowsAsync<WeightDownloadException>(() => RunAsync(server));

        Assert.StartsWith(
            $"The weights of vgg19 could not be fetched from {server.Address}: the connection ", error.Message);
        Assert.EndsWith($", and the {Cut} bytes that have arrived are kept for the next try.", error.Message);
        Assert.Equal(4, server.Requests.Count);
        Assert.False(File.Exists(FinalPath));
        await RunAsync(server);
        AssertDownloaded();
        Assert.Equal($"bytes={Cut}- \"one\"", server.Requests[^1]);
    }

    [Fact]
    public async Task A_body_without_a_size_is_checked_against_the_known_one()
    {
        using var server = new FileServer(_content) { SaysLength = false };
        server.Cuts.Enqueue(Cut);

        await RunAsync(server);

        AssertDownloaded();
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_body_that_does_not_end_is_refused()
    {
        using var server = new FileServer([.. _content, 1]) { SaysLength = false };

        await AssertFailsAsync(server, $"more than the expected {Size} bytes were sent");
    }

    [Fact]
    public async Task A_wrong_hash_removes_the_file()
    {
        using var server = new FileServer(Content(2));

        await AssertFailsAsync(
            server, $"the file has the SHA-256 {Hash(Content(2))}, {Hash(_content)} is expected, and it was removed");
    }

    [Fact]
    public async Task A_wrong_size_is_refused_before_anything_is_downloaded()
    {
        using var server = new FileServer(new byte[10]);

        await AssertFailsAsync(server, $"the file there has 10 bytes, and {Size} are expected");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_not_asked_for_again()
    {
        using var server = new FileServer(_content);
        server.Statuses.Enqueue("404 Not Found");

        await AssertFailsAsync(server, "the server answered 404 (Not Found)");
    }

    [Fact]
    public async Task A_busy_server_is_asked_again()
    {
        using var server = new FileServer(_content);
        server.Statuses.Enqueue("503 Service Unavailable");
        server.Statuses.Enqueue("429 Too Many Requests");

        await RunAsync(server);

        AssertDownloaded();
    }

    [Fact]
    public async Task A_cancelled_download_is_resumed()
    {
        using var server = new FileServer(_content) { Pause = Cut };
        using var cancellation = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => RunAsync(server, p =>
            {
                if (p.BytesDone == Cut)
                {
                    cancellation.Cancel();
                }
            }, cancellation.Token));
        Assert.False(File.Exists(FinalPath));
        Assert.Equal(Cut, new FileInfo($"{FinalPath}.part").Length);
        server.Pause = null;

        await RunAsync(server);

        AssertDownloaded();
        Assert.Equal(["", $"bytes={Cut}- \"one\""], server.Requests);
    }

    [Fact]
    public async Task A_silent_server_counts_as_lost()
    {
        using var server = new FileServer(_content) { Pause = 0 };
        var download = new WeightDownload(Source(server.Address), _folder["weights"])
        {
            Pauses = [],
            LongestSilence = TimeSpan.FromMilliseconds(50),
        };

        var error = await Assert.ThrowsAsync<WeightDownloadException>(() => download.RunAsync());

        Assert.Contains("the server ", error.Message);
    }

    [Fact]
    public async Task Only_one_download_at_a_time_writes_a_file()
    {
        using var server = new FileServer(_content);
        Directory.CreateDirectory(_folder["weights"]);
        using var other = new PartialDownload(FinalPath, "elsewhere");

        await Assert.ThrowsAsync<WeightDownloadException>(() => RunAsync(server));

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_local_file_is_copied_and_checked()
    {
        var original = _folder["original.pth"];
        await File.WriteAllBytesAsync(original, _content);

        await Download(new Uri(original)).RunAsync();

        AssertDownloaded();
        File.Delete(FinalPath);
        await File.WriteAllBytesAsync(original, Content(2));
        await Assert.ThrowsAsync<WeightDownloadException>(() => Download(new Uri(original)).RunAsync());
        Assert.Empty(Directory.GetFiles(_folder["weights"]));
    }

    [Fact]
    public async Task Another_hash_is_another_file()
    {
        using var server = new FileServer(Content(2));
        var source = Source(server.Address)
            .From(new Uri(server.Address, "other.safetensors"), Hash(Content(2)).ToUpperInvariant());
        Assert.Null(source.Length);

        var path = await new WeightDownload(source, _folder.FullName).RunAsync();

        Assert.Equal(_folder[$"vgg19-{Hash(Content(2))[..8]}.safetensors"], path);
        Assert.Equal(path, WeightCache.Find(NetworkArchitecture.Vgg19, _folder.FullName));
    }

    [Fact]
    public async Task A_secret_in_the_address_is_neither_shown_nor_stored()
    {
        using var server = new FileServer(_content);
        server.Cuts.Enqueue(Cut);
        var address = new UriBuilder(server.Address) { UserName = "me", Password = "secret1", Query = "s=secret2" }.Uri;

        var error = await Assert.ThrowsAsync<WeightDownloadException>(() => Download(address, []).RunAsync());

        Assert.DoesNotContain("secret", error.Message);
        Assert.DoesNotContain("secret", await File.ReadAllTextAsync($"{FinalPath}.part.tag"));
    }

    private static byte[] Content(int seed)
    {
        var content = new byte[Size];
        new Random(seed).NextBytes(content);
        return content;
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private WeightSource Source(Uri address) =>
        WeightSource.Vgg19 with { Address = address, Length = Size, Hash = Hash(_content) };

    private WeightDownload Download(Uri address, TimeSpan[]? pauses = null) => new(
        Source(address), _folder["weights"])
    {
        Pauses = pauses ?? [TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero],
    };

    private Task<string> RunAsync(FileServer server, TimeSpan[]? pauses = null) =>
        Download(server.Address, pauses).RunAsync(_progress.Add);

    private Task<string> RunAsync(
        FileServer server, Action<WeightDownloadProgress> onProgress, CancellationToken cancellation) =>
        Download(server.Address).RunAsync(onProgress, cancellation);

    private void AssertDownloaded()
    {
        Assert.Equal(_content, File.ReadAllBytes(FinalPath));
        Assert.Equal([FinalPath], Directory.GetFiles(_folder["weights"]));
    }

    private async Task AssertFailsAsync(FileServer server, string reason)
    {
        var error = await Assert.ThrowsAsync<WeightDownloadException>(() => RunAsync(server));

        Assert.Equal($"The weights of vgg19 could not be fetched from {server.Address}: {reason}.", error.Message);
        Assert.Single(server.Requests);
        Assert.Empty(Directory.GetFiles(_folder["weights"]));
    }
}
