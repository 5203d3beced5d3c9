using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using StyleFunctions.Functions.Tests.Storage;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Tests.Artifacts;
using StyleFunctions.Pipeline.Tests.Jobs;
using StyleFunctions.Pipeline.Tests.Local;

namespace StyleFunctions.Functions.Tests.Hosting;

/// <summary>Every HTTP function, by real requests through a host.</summary>
[Collection(SharedAzurite.Name)]
public sealed class ApiTests(AppRun app) : IClassFixture<AppRun>
{
    private const int Endless = 1_000_000;

    [AzuriteFact]
    public async Task From_pictures_to_the_result()
    {
        await app.PutPicturesAsync();
        var id = await app.SubmitAsync(AppRun.Request(seed: 1));
        var done = await app.UntilAsync(id, "done");
        await app.Store.AssertPainted((await new JobStore(app.Store).ReadAsync(id))!);
        Assert.Contains(id, (await app.GetAsync("/api/jobs"))["jobs"]!.AsArray().Select(j => (string)j!["id"]!));

        var path = new Uri((string)done["variants"]![0]!["result"]!, UriKind.Relative);
        var bytes = await app.Store.Bytes(JobLayout.Result(id, SmallJob.OnlyVariant));
        using var whole = await app.Http.GetAsync(path);
        Assert.Equal(bytes, await whole.Content.ReadAsByteArrayAsync());
        Assert.Equal("image/png", whole.Content.Headers.ContentType!.MediaType);

        using var part = new HttpRequestMessage(HttpMethod.Get, path);
        part.Headers.Range = new RangeHeaderValue(8, 15);
        using var partly = await app.Http.SendAsync(part);
        Assert.Equal(HttpStatusCode.PartialContent, partly.StatusCode);
        Assert.Equal(bytes[8..16], await partly.Content.ReadAsByteArrayAsync());

        using var known = new HttpRequestMessage(HttpMethod.Get, path);
        known.Headers.IfNoneMatch.Add(whole.Headers.ETag!);
        using var unchanged = await app.Http.SendAsync(known);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);

        using var head = await app.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
        Assert.Equal(bytes.Length, head.Content.Headers.ContentLength);

        var events = await app.Http.GetStringAsync(new Uri($"/api/jobs/{id}/events", UriKind.Relative));
        Assert.Contains("event: end", events, StringComparison.Ordinal);
    }

    [AzuriteFact]
    public async Task A_job_is_watched_paused_resumed_cancelled_and_deleted()
    {
        await app.PutPicturesAsync();
        var id = await app.SubmitAsync(AppRun.Request(seed: 2, Endless));
        using (var events = await app.Http.GetStreamAsync(new Uri($"/api/jobs/{id}/events", UriKind.Relative)))
        {
            await UntilAsync(events, "event: chunk");
        }

        await ControlAsync(id, "pause");
        await app.UntilAsync(id, "paused");
        await ControlAsync(id, "resume");
        await app.UntilAsync(id, "running");
        await ControlAsync(id, "cancel");
        await app.UntilAsync(id, "cancelled");

        using var deleted = await app.Http.DeleteAsync(new Uri($"/api/jobs/{id}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var gone = await app.Http.GetAsync(new Uri($"/api/jobs/{id}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Empty(await app.Store.Names(JobLayout.Folder(id)));
    }

    [AzuriteFact]
    public async Task The_same_request_twice_is_one_job()
    {
        await app.PutPicturesAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.SubmitAsync(AppRun.Request(seed: 3))));
        Assert.Single(ids.Distinct());
        await app.UntilAsync(ids[0], "done");
        await app.Store.AssertPainted((await new JobStore(app.Store).ReadAsync(ids[0]))!);
    }

    [AzuriteTheory]
    [InlineData("GET", "/api/jobs/none", 404)]
    [InlineData("POST", "/api/jobs", 415)]
    [InlineData("POST", "/api/jobs/none/resume", 404)]
    [InlineData("PUT", "/api/uploads/a.txt", 415)]
    [InlineData("GET", "/api/jobs/none/files/a/b.png", 404)]
    public async Task What_is_refused_is_a_problem_document(string method, string path, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent("?") };
        using var answer = await app.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(status, (int)JsonNode.Parse(text)!["status"]!);
    }

    [AzuriteFact]
    public async Task What_another_site_sends_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/jobs");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var answer = await app.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [AzuriteFact]
    public async Task The_page_its_files_the_settings_and_the_description_are_there()
    {
        (string Path, string Type)[] wanted =
            [("/", "text/html"), ("/app.js", "text/javascript"), ("/api/openapi.json", "application/json")];
        foreach (var (path, type) in wanted)
        {
            using var answer = await app.Http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        }

        Assert.Equal("embedded", (string)(await app.GetAsync("/api/settings"))["networks"]![0]!["name"]!);
    }

    private static async Task UntilAsync(Stream events, string wanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var reader = new StreamReader(events);
        while (await reader.ReadLineAsync(patience.Token) is { } line && line != wanted)
        {
        }
    }

    private async Task ControlAsync(string job, string verb)
    {
        using var answer = await app.PostAsync($"/api/jobs/{job}/{verb}");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
