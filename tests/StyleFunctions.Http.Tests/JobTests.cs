using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Local;
using StyleFunctions.Pipeline.Tests.Jobs;

namespace StyleFunctions.Http.Tests;

public sealed class JobTests : ServerTests
{
    private const int Endless = 1_000_000;
    private const string Each = """{"styleMode":"each","settings":{"size":46,"min-size":46,"iterations":1}}""";
    private const string Pictures = "\"content\":[\"harbour.png\"],\"styles\":[\"brushwork.png\"]";

    [Fact]
    public async Task From_a_request_to_the_result()
    {
        await Server.PutSamples();
        using var answer = await Server.Post(ServerRun.Request());

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var accepted = await answer.Json();
        var id = (string)accepted["id"]!;
        Assert.Equal($"/api/jobs/{id}", answer.Headers.Location!.ToString());
        Assert.Equal("embedded", (string)accepted["network"]!["name"]!);
        Assert.Equal("46", (string)accepted["variants"]![0]!["settings"]!["size"]!);

        var done = await Server.WaitFor(id, "done");
        var variant = done["variants"]![0]!;
        Assert.Equal((1.0, null), ((double)done["fraction"]!, variant["position"]));
        Assert.Equal(["0 0 3", "0 3 5", "1 0 3", "1 3 4"], variant["chunks"]!.AsArray()
            .Select(c => $"{c!["scale"]} {c["start"]} {c["end"]}"));
        Assert.Equal(3, variant["chunks"]![0]!["losses"]!["tv"]!.AsArray().Count);
        var result = await Server.Http.GetByteArrayAsync(Url(variant["result"]));
        Assert.Equal(File.ReadAllBytes(Path.Combine(Store, "jobs", id, "v001", "result.png")), result);
        Assert.Equal(result, await Server.Http.GetByteArrayAsync(Url(variant["frame"])));
        Assert.Equal(id, (string)(await Server.Get(Url(variant["manifest"]).ToString()))["job"]!);
        Assert.Equal(10, (await Server.Http.GetStringAsync(Url(variant["losses"]))).Trim().Split('\n').Length);
        foreach (var input in done["inputs"]!.AsArray())
        {
            Assert.NotEmpty(await Server.Http.GetByteArrayAsync(Url(input!["url"])));
        }

        var summary = (await Server.Get("api/jobs"))["jobs"]![0]!;
        Assert.Equal(
            (id, "done", "harbour.png + brushwork.png", (string)variant["result"]!),
            (
                (string)summary["id"]!,
                (string)summary["state"]!,
                (string)summary["label"]!,
                (string)summary["picture"]!));
        Assert.Equal((long)done["bytes"]!, Directory.EnumerateFiles(
            Path.Combine(Store, "jobs", id), "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length));
    }

    [Fact]
    public async Task A_form_carries_its_pictures()
    {
        using var form = new MultipartFormDataContent
        {
            { Picture(SmallJob.Harbour), "content", "photo.png" },
            { Picture(SmallJob.Brushwork), "style", "photo.png" },
            { Picture(SmallJob.Mosaic), "style", "日本.png" },
            { new StringContent(Each), "request" },
        };
        using var answer = await Server.Http.PostAsync(new Uri("api/jobs", UriKind.Relative), form);

        var job = await answer.Json();
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(["photo.png (2)", "日本.png"], job["variants"]!.AsArray().Select(v => (string)v!["label"]!));
        Assert.Null(job["variants"]![0]!["chunks"]);
        var done = await Server.WaitFor((string)job["id"]!, "done");
        Assert.Equal(2, done["variants"]!.AsArray().Count(v => v!["result"] is not null));
        var shown = await Server.Get($"api/jobs/{job["id"]}?variant=v002");
        Assert.NotNull(shown["variants"]![1]!["chunks"]);
        Assert.Null(shown["variants"]![0]!["chunks"]);
    }

    [Theory]
    [InlineData("""{PICTURES,"settings":{"size":"huge"}}""", "settings.size")]
    [InlineData("""{PICTURES,"settings":{"sise":64}}""", "settings.sise")]
    [InlineData("""{PICTURES,"settings":{"size":true}}""", "settings.size")]
    [InlineData("""{PICTURES,"settings":{"min-size":{}}}""", "settings.min-size")]
    [InlineData("""{PICTURES,"bitDepth":12}""", "bitDepth")]
    [InlineData("""{PICTURES,"preset":"x"}""", "preset")]
    [InlineData("""{PICTURES,"network":"vgg19"}""", "network")]
    [InlineData("""{PICTURES,"webhook":"http://127.0.0.1/"}""", "webhook")]
    [InlineData("""{PICTURES,"colour":1}""", "colour")]
    [InlineData("""{"content":["harbour.png"],"styles":[]}""", "styles")]
    [InlineData("""{"content":["no.png"],"styles":["brushwork.png"]}""", "content")]
    [InlineData("""{"content":["../uploads"],"styles":["brushwork.png"]}""", "content")]
    [InlineData("""{PICTURES,"settings":{"seed":SEEDS}}""", "settings")]
    public async Task A_field_that_is_wrong_is_named(string request, string field)
    {
        await Server.PutSamples();
        var whole = request
            .Replace("PICTURES", Pictures, StringComparison.Ordinal)
            .Replace("SEEDS", $"[{string.Join(',', Enumerable.Range(0, 1001))}]", StringComparison.Ordinal);

        var problem = await Server.Post(whole).Refused(422);

        Assert.Equal([field], problem["errors"]!.AsObject().Select(e => e.Key));
        Assert.False(Directory.Exists(Path.Combine(Store, "jobs")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task What_is_no_JSON_object_is_refused(string request) => await Server.Post(request).Refused(400);

    [Fact]
    public async Task A_request_that_is_too_long_or_of_another_type_is_refused()
    {
        await Server.Post($"{{\"name\":\"{new string('x', 1_000_001)}\"}}").Refused(413);
        using var text = new StringContent("hello");
        await Server.Http.PostAsync(new Uri("api/jobs", UriKind.Relative), text).Refused(415);
    }

    [Fact]
    public async Task A_form_with_too_much_or_the_wrong_things_is_refused()
    {
        await Form(f => f.Add(Picture(SmallJob.Harbour), "picture", "a.png"), 422);
        await Form(f => f.Add(Picture(SmallJob.Harbour, "image/gif"), "content", "a.gif"), 415);
        await Form(f => f.Add(Bytes(new byte[10]), "style", "a.png"), 422);
        await Form(f => f.Add(Bytes(new byte[100_001]), "style", "a.png"), 413);
        await Form(
            f =>
            {
                for (var i = 0; i < 65; i++)
                {
                    f.Add(Picture(SmallJob.Mosaic), "style", "a.png");
                }
            },
            422);
        await Form(f => f.Add(new StringContent("""{"content":["a.png"]}"""), "request"), 422);
        await Form(f => f.Add(Picture(SmallJob.Harbour), "content", "a.png"), 422); // no style

        async Task Form(Action<MultipartFormDataContent> fill, int status)
        {
            using var form = new MultipartFormDataContent();
            fill(form);
            await Server.Http.PostAsync(new Uri("api/jobs", UriKind.Relative), form).Refused(status);
        }
    }

    [Fact]
    public async Task A_form_that_ends_early_is_refused()
    {
        var answer = await Raw.Send(
            Server.Address,
            "POST /api/jobs",
            "--x\r\nContent-Disposition: form-data; name=\"content\"\r\nContent-Type: image/png\r\n\r\nabc"u8.ToArray(),
            "Content-Type: multipart/form-data; boundary=x");

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_request_is_the_same_job_and_a_key_is_for_one_request()
    {
        await Server.PutSamples();
        var job = await Server.Submit();

        Assert.Equal(job, await Server.Submit());
        using var keyed = await Server.Post(ServerRun.Request(), "k");
        Assert.Equal(job, (string)(await keyed.Json())["id"]!);
        var problem = await Server.Post(ServerRun.Request(iterations: 5), "k").Refused(422);
        Assert.Equal(["Idempotency-Key"], problem["errors"]!.AsObject().Select(e => e.Key));
        await Server.Post(ServerRun.Request(), new string('k', 201)).Refused(400);
        Assert.Single((await Server.Get("api/jobs"))["jobs"]!.AsArray());
    }

    [Fact]
    public async Task Paused_resumed_cancelled_and_deleted()
    {
        await Server.PutSamples();
        var job = await Server.Submit(ServerRun.Request(Endless));
        await Server.WaitFor(job, "running");

        using var paused = await Server.Control(job, "pause");
        Assert.Equal((HttpStatusCode.Accepted, "paused"), (paused.StatusCode, (string)(await paused.Json())["state"]!));
        using var resumed = await Server.Control(job, "resume");
        Assert.Equal(HttpStatusCode.Accepted, resumed.StatusCode);
        Assert.NotEqual("paused", (string)(await resumed.Json())["state"]!);
        using var cancelled = await Server.Control(job, "cancel");
        Assert.Equal("cancelled", (string)(await cancelled.Json())["state"]!);
        using var deleted = await Server.Http.DeleteAsync(new Uri($"api/jobs/{job}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.False(Directory.Exists(Path.Combine(Store, "jobs", job)));
        Assert.Empty((await Server.Get("api/jobs"))["jobs"]!.AsArray());
    }

    [Theory]
    [InlineData("GET", "/api/jobs/0123456789abcdef01234567-1")]
    [InlineData("GET", "/api/jobs/x")]
    [InlineData("GET", "/api/jobs/0123456789abcdef01234567-1/events")]
    [InlineData("GET", "/api/jobs/0123456789abcdef01234567-1/files/v001/result.png")]
    [InlineData("POST", "/api/jobs/0123456789abcdef01234567-1/pause")]
    [InlineData("POST", "/api/jobs/x/resume")]
    [InlineData("POST", "/api/jobs/x/cancel")]
    [InlineData("DELETE", "/api/jobs/0123456789abcdef01234567-1")]
    [InlineData("DELETE", "/api/jobs/inputs")]
    [InlineData("GET", "/api/nothing")]
    [InlineData("GET", "/nothing.html")]
    public async Task What_is_not_there_is_said_not_to_be_there(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        await Server.Http.SendAsync(request).Refused(404);
    }

    [Theory]
    [InlineData("PATCH", "/api/jobs")]
    [InlineData("PUT", "/api/jobs")]
    [InlineData("DELETE", "/api/settings")]
    [InlineData("GET", "/api/uploads/a.png")]
    public async Task Another_method_is_refused(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        var status = path.Contains("uploads", StringComparison.Ordinal) ? 404 : 405; // the page has every other GET
        await Server.Http.SendAsync(request).Refused(status);
    }

    [Fact]
    public async Task The_list_comes_in_pages_newest_first()
    {
        await Server.PutSamples();
        var jobs = new List<string>();
        for (var i = 1; i <= 5; i++)
        {
            jobs.Insert(0, await Server.Submit(ServerRun.Request(i)));
        }

        var seen = new List<string>();
        for (var next = "api/jobs?limit=2"; next is not null;)
        {
            var page = await Server.Get(next);
            Assert.InRange(page["jobs"]!.AsArray().Count, 1, 2);
            seen.AddRange(page["jobs"]!.AsArray().Select(j => (string)j!["id"]!));
            next = (string?)page["next"];
        }

        Assert.Equal(jobs, seen);
        await Server.Http.GetAsync(new Uri("api/jobs?limit=0", UriKind.Relative)).Refused(422);
        await Server.Http.GetAsync(new Uri("api/jobs?before=x", UriKind.Relative)).Refused(422);
    }

    [Fact]
    public async Task A_damaged_job_does_not_hide_the_others()
    {
        await Server.PutSamples();
        string[] jobs =
        [
            await Server.Submit(ServerRun.Request(1)),
            await Server.Submit(ServerRun.Request(2)),
            await Server.Submit(ServerRun.Request(3)),
        ];
        foreach (var job in jobs)
        {
            await Server.WaitFor(job, "done");
        }

        File.WriteAllText(Path.Combine(Store, "jobs", jobs[0], "job.json"), "{");
        File.WriteAllText(
            Directory.GetFiles(Path.Combine(Store, "jobs", jobs[1], "v001", "chunks"))[0], """{"schema":0}""");
        await Restart();

        var left = Assert.Single((await Server.Get("api/jobs"))["jobs"]!.AsArray());
        Assert.Equal(jobs[2], (string)left!["id"]!);
    }

    [Fact]
    public async Task What_no_one_needs_to_see_is_not_served()
    {
        await Server.PutSamples();
        var job = await Server.Submit();
        await Server.WaitFor(job, "done");
        using var cancelled = await Server.Control(job, "cancel");
        var folder = Path.Combine(Store, "jobs", job);
        var secrets = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
            .Where(f => f is "control.json" or "job.json" or "engine.json"
                || f.Contains("/checkpoints/", StringComparison.Ordinal)
                || f.Contains("/chunks/", StringComparison.Ordinal))
            .ToList();

        Assert.True(secrets.Count > 6);
        foreach (var secret in secrets)
        {
            await Server.Http.GetAsync(new Uri($"api/jobs/{job}/files/{secret}", UriKind.Relative)).Refused(404);
        }
    }

    [Fact]
    public async Task A_file_comes_in_parts_and_only_when_it_is_new()
    {
        await Server.PutSamples();
        var job = await Server.WaitFor(await Server.Submit(), "done");
        var frame = Url(job["variants"]![0]!["frame"]);
        using var whole = await Server.Http.GetAsync(frame);
        Assert.Contains("immutable", whole.Headers.CacheControl!.ToString(), StringComparison.Ordinal);

        using var again = new HttpRequestMessage(HttpMethod.Get, frame);
        again.Headers.IfNoneMatch.Add(whole.Headers.ETag!);
        using var same = await Server.Http.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);

        using var part = new HttpRequestMessage(HttpMethod.Get, frame);
        part.Headers.Range = new RangeHeaderValue(1, 3);
        using var middle = await Server.Http.SendAsync(part);
        Assert.Equal(HttpStatusCode.PartialContent, middle.StatusCode);
        Assert.Equal("PNG"u8.ToArray(), await middle.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Unfinished_jobs_go_on_when_it_starts_again()
    {
        await Server.PutSamples();
        var job = await Server.Submit(ServerRun.Request(40));
        await Server.WaitFor(job, "running");
        await Restart();

        var done = await Server.WaitFor(job, "done");
        var store = new FolderArtifactStore(Path.Combine(Store, "other"));
        var alone = await store.Accept(SmallJob.Request.With(("iterations", "40")));
        await store.Paint(alone, new Pipeline.Chunks.ChunkBudget());
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(Store, "other", "jobs", alone.Id, "v001", "result.png")),
            await Server.Http.GetByteArrayAsync(Url(done["variants"]![0]!["result"])));
    }

    [Fact]
    public async Task What_another_process_resumes_is_found()
    {
        await Server.PutSamples();
        var id = await Server.Submit(ServerRun.Request(Endless / 1000));
        using var paused = await Server.Control(id, "pause");
        await Task.Delay(200);

        var jobs = new JobStore(new FolderArtifactStore(Store));
        await jobs.SetControlAsync((await jobs.ReadAsync(id))!, JobControlState.Run);

        await Server.WaitFor(id, "done");
    }

    [Fact]
    public async Task A_full_queue_says_when_to_come_again()
    {
        await Server.DisposeAsync();
        await using var small = await ServerRun.Start(
            Store, o => o with { Queue = new LocalJobHostOptions { Bound = 1, Turn = TimeSpan.FromHours(1) } });
        await small.PutSamples();
        var running = await small.Submit(ServerRun.Request(Endless));
        await small.WaitFor(running, "running");
        await small.Submit(ServerRun.Request(1));

        using var answer = await small.Post(ServerRun.Request(2));

        Assert.Equal(30, answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        await Task.FromResult(answer).Refused(503);
        Assert.Equal(2, (await small.Get("api/jobs"))["jobs"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_thousand_at_once_are_answered()
    {
        await Server.PutSamples();
        var job = await Server.Submit(ServerRun.Request(Endless));

        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => i % 2 == 0
            ? Server.Get("api/jobs")
            : Server.Get($"api/jobs/{job}")));

        Assert.All(answers, Assert.NotNull);
    }

    private static Uri Url(JsonNode? url) => new((string)url!, UriKind.Relative);

    private static ByteArrayContent Picture(string name, string type = "image/png") =>
        Bytes(ServerRun.Png(name), type);

    private static ByteArrayContent Bytes(byte[] bytes, string type = "image/png") =>
        new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
}
