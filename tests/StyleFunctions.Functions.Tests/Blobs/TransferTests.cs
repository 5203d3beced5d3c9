using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using StyleFunctions.Functions.Blobs;
using StyleFunctions.Functions.Tests.Pictures;
using StyleFunctions.Functions.Tests.Storage;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Tests.Artifacts;
using StyleFunctions.Pipeline.Tests.Jobs;

namespace StyleFunctions.Functions.Tests.Blobs;

/// <summary>What goes through the API to blobs, and from them.</summary>
[Collection(SharedAzurite.Name)]
public sealed class TransferTests(Azurite azurite)
{
    private const int Piece = 4 << 20;

    [AzuriteFact]
    public async Task A_file_is_downloaded_whole_or_a_part_of_it_and_not_twice()
    {
        var downloads = new CountedDownloads();
        var store = new BlobArtifactStore(await azurite.NewContainerAsync(Fast.With(downloads)));
        var job = await store.Accept(SmallJob.Request);
        var frame = Noise.Of((5 * Piece) + 100, 1);
        var version = await store.CreateAsync(
            $"{JobLayout.Folder(job.Id)}v001/frames/large.png", new MemoryStream(frame));
        await using var api = await BlobApi.Start(store);
        var address = new Uri($"api/jobs/{job.Id}/files/v001/frames/large.png", UriKind.Relative);

        using var whole = await api.Http.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
        Assert.Equal("image/png", whole.Content.Headers.ContentType!.MediaType);
        Assert.Equal($"\"{version}\"", whole.Headers.ETag!.Tag);
        Assert.Equal("bytes", whole.Headers.AcceptRanges.Single());
        Assert.Equal(frame.Length, whole.Content.Headers.ContentLength);
        Assert.Equal(frame, await whole.Content.ReadAsByteArrayAsync());

        downloads.Clear();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Range = new RangeHeaderValue(frame.Length - 1000, null);
        request.Headers.IfRange = new RangeConditionHeaderValue(whole.Headers.ETag);
        using var part = await api.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(frame[^1000..], await part.Content.ReadAsByteArrayAsync());
        Assert.InRange(downloads.Bytes, 1000, 2 * Piece);

        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(whole.Headers.ETag);
        using var known = await api.Http.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
    }

    [AzuriteFact]
    public async Task Pictures_of_every_kind_that_is_read_can_be_handed_in()
    {
        var store = new BlobArtifactStore(await azurite.NewContainerAsync());
        await using var api = await BlobApi.Start(store);
        var settings = JsonNode.Parse(await api.Http.GetStringAsync(new Uri("api/settings", UriKind.Relative)))!;
        Assert.Equal(
            ["image/png", "image/jpeg", "image/webp"], settings["pictures"]!.AsArray().Select(type => (string)type!));

        using var picture = new ByteArrayContent(WebPFile.Noise(40, 30));
        picture.Headers.ContentType = new MediaTypeHeaderValue("image/webp");
        using var answer = await api.Http.PutAsync(new Uri("api/uploads/a.webp", UriKind.Relative), picture);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var upload = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal((40, 30), ((int)upload["width"]!, (int)upload["height"]!));
        Assert.Contains($"uploads/{(string)upload["hash"]!}.png", await store.Names("uploads/"));

        using var other = new ByteArrayContent("GIF89a"u8.ToArray());
        other.Headers.ContentType = new MediaTypeHeaderValue("image/gif");
        using var refused = await api.Http.PutAsync(new Uri("api/uploads/a.gif", UriKind.Relative), other);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, refused.StatusCode);
        Assert.Contains("image/webp", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
