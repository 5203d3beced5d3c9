using System.Net;
using System.Net.Sockets;
using System.Text;
using StyleFunctions.Imaging;
using StyleFunctions.Pipeline.Tests.Jobs;

namespace StyleFunctions.Http.Tests;

public sealed class UploadTests : ServerTests
{
    [Theory]
    [InlineData("harbour.png")]
    [InlineData("Straße 日本語 🎨 – №1.png")]
    [InlineData("%2e%2e")]
    [InlineData("CON")]
    [InlineData("a?b#c&d=e+f.png")]
    [InlineData("ends in a dot.")]
    public async Task A_name_may_hold_any_Unicode(string name)
    {
        using var answer = await Server.Put(Uri.EscapeDataString(name), ServerRun.Png(SmallJob.Harbour));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var upload = await answer.Json();
        Assert.Equal(
            (name, SmallJob.Pictures[SmallJob.Harbour].Hash, 64, 42),
            ((string)upload["name"]!, (string)upload["hash"]!, (int)upload["width"]!, (int)upload["height"]!));
        var request = ServerRun.Request();
        request["content"]!.AsArray()[0] = name;
        request["styles"]!.AsArray()[0] = name;
        await Server.Submit(request);
    }

    [Fact]
    public async Task The_same_name_again_is_another_picture()
    {
        using var first = await Server.Put("a.png", ServerRun.Png(SmallJob.Harbour));
        using var second = await Server.Put("a.png", ServerRun.Png(SmallJob.Mosaic));

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(SmallJob.Pictures[SmallJob.Mosaic].Hash, (string)(await second.Json())["hash"]!);
        var request = ServerRun.Request();
        request["content"]!.AsArray()[0] = "a.png";
        request["styles"]!.AsArray()[0] = SmallJob.Pictures[SmallJob.Harbour].Hash;
        var job = await Server.Get($"api/jobs/{await Server.Submit(request)}");
        Assert.Equal(SmallJob.Pictures[SmallJob.Mosaic].Hash, (string)job["variants"]![0]!["content"]!);
    }

    [Theory]
    [InlineData("/api/uploads/../x.png")]
    [InlineData("/api/uploads/..")]
    [InlineData("/api/uploads/%2e%2e/%2E%2e/x.png")]
    [InlineData("/api/uploads/..%2f..%2fetc%2fpasswd")]
    [InlineData("/api/uploads/..%5c..%5cx.png")]
    [InlineData("/api/uploads/a/../../../x.png")]
    [InlineData("/api/uploads/%2fetc%2fpasswd")]
    [InlineData("/api/uploads//etc/passwd")]
    [InlineData("/api/uploads/a%2fb.png")]
    [InlineData("/api/uploads/C:%5cx.png")]
    [InlineData("/api/uploads/a%0ab.png")]
    [InlineData("/api/uploads/")]
    [InlineData("/api/uploads/%20")]
    public async Task A_name_that_climbs_is_refused(string target)
    {
        var answer = await Raw.Send(Server.Address, $"PUT {target}", ServerRun.Png(SmallJob.Harbour));

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Store, "uploads")));
    }

    // The server itself refuses this, before anybody is asked for a document.
    [Fact]
    public async Task A_name_with_NUL_is_refused()
    {
        var answer = await Raw.Send(Server.Address, "PUT /api/uploads/a%00b.png", ServerRun.Png(SmallJob.Harbour));

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_refused() =>
        await Server.Put(new string('x', 201), ServerRun.Png(SmallJob.Harbour)).Refused(400);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("image/gif")]
    [InlineData("image/svg+xml")]
    [InlineData("multipart/form-data")]
    [InlineData("nonsense")]
    public async Task Another_content_type_is_refused(string type) =>
        await Server.Put("a.png", ServerRun.Png(SmallJob.Harbour), type).Refused(415);

    [Fact]
    public async Task What_is_no_picture_or_half_of_one_is_refused()
    {
        var whole = ServerRun.Png(SmallJob.Harbour);

        await Server.Put("a.png", "picture"u8.ToArray()).Refused(422);
        await Server.Put("a.png", []).Refused(422);
        await Server.Put("a.png", whole[..(whole.Length / 2)]).Refused(422);
    }

    [Fact]
    public async Task Too_many_bytes_are_refused_whether_they_are_announced_or_not()
    {
        await Server.Put("a.png", new byte[100_001]).Refused(413);

        using var endless = new StreamContent(new MemoryStream(new byte[150_000]));
        endless.Headers.TryAddWithoutValidation("Content-Type", "image/png");
        using var request = new HttpRequestMessage(HttpMethod.Put, "api/uploads/a.png") { Content = endless };
        request.Headers.TransferEncodingChunked = true;
        await Server.Http.SendAsync(request).Refused(413);
    }

    [Fact]
    public async Task Too_many_pixels_are_refused()
    {
        var wide = PictureFile.EncodePng(new Picture(400, 251, new float[400 * 251 * 3]));

        var problem = await Server.Put("a.png", wide).Refused(422);

        Assert.Contains("400 x 251", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_ends_early_leaves_nothing()
    {
        var png = ServerRun.Png(SmallJob.Harbour);
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(Server.Address.Host, Server.Address.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"PUT /api/uploads/a.png HTTP/1.1\r\nHost: {Server.Address.Authority}\r\nContent-Type: image/png\r\n"
                + $"Content-Length: {png.Length}\r\n\r\n"));
            await client.GetStream().WriteAsync(png.AsMemory(0, png.Length / 2));
        }

        using var other = await Server.Put("b.png", png);
        var request = ServerRun.Request();
        request["content"]!.AsArray()[0] = "a.png";
        await Server.Post(request).Refused(422);
    }

    [Fact]
    public async Task A_damaged_upload_is_said_to_be_and_mended_by_handing_it_in_again()
    {
        await Server.PutSamples();
        var hash = SmallJob.Pictures[SmallJob.Harbour].Hash;
        File.WriteAllBytes(Path.Combine(Store, "uploads", $"{hash}.png"), [1, 2, 3]);

        var problem = await Server.Post(ServerRun.Request()).Refused(500);
        Assert.Contains(hash, (string)problem["detail"]!, StringComparison.Ordinal);

        await Server.PutSamples();
        await Server.Submit();
    }

    [Fact]
    public async Task A_client_that_sends_too_slowly_is_told_so()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Server.Address.Host, Server.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"PUT /api/uploads/a.png HTTP/1.1\r\nHost: {Server.Address.Authority}\r\nContent-Type: image/png\r\n"
            + "Content-Length: 1000\r\n\r\nx"));

        var answer = await Raw.ReadToEnd(client);

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
    }

    // Before its headers are complete there is no request yet that a document could answer.
    [Fact]
    public async Task A_client_that_never_ends_its_headers_is_cut_off()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Server.Address.Host, Server.Address.Port);
        await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: "u8.ToArray());

        var answer = await Raw.ReadToEnd(client);

        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), answer);
    }
}
