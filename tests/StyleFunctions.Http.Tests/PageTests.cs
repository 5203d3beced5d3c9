using System.Net;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Http.Tests;

public sealed class PageTests : ServerTests
{
    [Fact]
    public async Task The_page_is_there_and_loads_nothing_from_elsewhere()
    {
        using var page = await Server.Http.GetAsync(new Uri("", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'self';", policy, StringComparison.Ordinal);
        using var again = new HttpRequestMessage(HttpMethod.Get, "");
        again.Headers.IfNoneMatch.Add(page.Headers.ETag!);
        using var same = await Server.Http.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
    }

    [Fact]
    public async Task The_settings_are_those_of_the_record()
    {
        var shown = await Server.Get("api/settings?network=vgg19&preset=gatys");

        var defaults = Presets.For("gatys", NetworkArchitecture.Vgg19, Preprocessing.Torchvision);
        Assert.Equal(
            Setting.All.Select(s => (s.Name, s.Meaning, s.Allowed, s.Read(defaults))),
            shown["settings"]!.AsArray().Select(s => (
                (string)s!["name"]!, (string)s["meaning"]!, (string)s["allowed"]!, (string)s["default"]!)));
        var here = shown["networks"]!.AsArray().Where(n => (bool)n!["isHere"]!);
        Assert.Equal(["embedded"], here.Select(n => (string)n!["name"]!));
        var size = shown["settings"]![0]!;
        Assert.Equal(
            ("whole-number", 16.0, 50_000.0),
            ((string)size["kind"]!, (double)size["minimum"]!, (double)size["maximum"]!));
        Assert.Equal("embedded", (string)(await Server.Get("api/settings"))["network"]!);
        await Server.Http.GetAsync(new Uri("api/settings?network=vgg9", UriKind.Relative)).Refused(422);
        await Server.Http.GetAsync(new Uri("api/settings?preset=x", UriKind.Relative)).Refused(422);
    }
}
