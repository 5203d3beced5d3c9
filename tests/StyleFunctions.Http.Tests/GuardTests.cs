namespace StyleFunctions.Http.Tests;

/// <summary>Other web pages, in the user's browser.</summary>
public sealed class GuardTests : ServerTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("LocalHost")]
    public async Task Its_own_names_are_answered(string host)
    {
        var answer = await Get($"Host: {host}:{Server.Address.Port}", $"Origin: http://{host}:{Server.Address.Port}");

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rebound.example:PORT")] // DNS that was rebound to 127.0.0.1
    [InlineData("127.0.0.1.nip.example:PORT")]
    [InlineData("localhost.example:PORT")]
    [InlineData("127.0.0.1")]
    [InlineData("localhost:1")]
    [InlineData("0.0.0.0:PORT")]
    [InlineData("[::1]:PORT")]
    public async Task Another_host_is_refused(string host) =>
        await Refused($"Host: {host.Replace("PORT", $"{Server.Address.Port}", StringComparison.Ordinal)}");

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData("https://127.0.0.1:PORT")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://localhost:PORT")]
    public async Task Another_origin_is_refused(string origin) => await Refused(
        $"Host: {Server.Address.Authority}",
        $"Origin: {origin.Replace("PORT", $"{Server.Address.Port}", StringComparison.Ordinal)}");

    [Fact]
    public async Task What_a_browser_sends_for_another_site_is_refused() =>
        await Refused($"Host: {Server.Address.Authority}", "Sec-Fetch-Site: cross-site");

    [Theory]
    [InlineData("GET / ", "document", "200")] // a person followed a link
    [InlineData("GET / ", "iframe", "403")]
    [InlineData("POST / ", "document", "403")]
    [InlineData("GET /api/jobs", "document", "403")]
    public async Task A_link_of_another_site_opens_the_page_and_no_more(string line, string into, string status)
    {
        var answer = await Raw.Send(
            Server.Address,
            line.TrimEnd(),
            [],
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Mode: navigate",
            $"Sec-Fetch-Dest: {into}");

        Assert.StartsWith($"HTTP/1.1 {status}", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_another_site_starts_nothing()
    {
        var form = "--x\r\nContent-Disposition: form-data; name=\"content\"\r\n\r\n.\r\n--x--\r\n"u8.ToArray();

        var answer = await Raw.Send(
            Server.Address,
            "POST /api/jobs",
            form,
            "Content-Type: multipart/form-data; boundary=x",
            "Origin: http://evil.example",
            "Sec-Fetch-Site: cross-site");

        Assert.StartsWith("HTTP/1.1 403", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
    }

    private Task<string> Get(params string[] headers) => Raw.Send(Server.Address, "GET /api/jobs", [], headers);

    private async Task Refused(params string[] headers)
    {
        var answer = await Get(headers);
        Assert.StartsWith("HTTP/1.1 403", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
    }
}
