using System.Text.Json.Nodes;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Inboxes;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Local;
using StyleFunctions.Pipeline.Orchestration;
using StyleFunctions.Pipeline.Tests.Jobs;
using StyleFunctions.Pipeline.Uploads;

namespace StyleFunctions.Http.Tests;

public sealed class InboxTests : ServerTests
{
    private string Folder => Path.Combine(Store, "inbox");

    [Fact]
    public async Task A_request_file_starts_a_job_with_pictures_beside_it_styles_and_uploads()
    {
        await Server.PutSamples();
        Write(Folder, "my photo.png", ServerRun.Png(SmallJob.Harbour));
        Write(Path.Combine(Store, "styles"), "woven.png", ServerRun.Png(SmallJob.Mosaic));
        var request = ServerRun.Request();
        request["content"]![0] = "my photo.png";
        request["styles"] = new JsonArray("woven", "brushwork.png");
        Write(Folder, "a.json", request);

        var job = (string)(await Receipt("a.json.job.json"))["job"]!;

        var done = await Server.WaitFor(job, "done");
        Assert.Equal(
            [SmallJob.Pictures[SmallJob.Mosaic].Hash, SmallJob.Pictures[SmallJob.Brushwork].Hash],
            done["variants"]![0]!["styles"]!.AsArray().Select(s => (string)s!));
    }

    [Fact]
    public async Task A_picture_in_a_styles_folder_starts_a_job_with_default_settings()
    {
        Write(Path.Combine(Store, "styles"), "mosaic.png", ServerRun.Png(SmallJob.Mosaic));
        Write(Path.Combine(Folder, "mosaic"), "harbour.png", ServerRun.Png(SmallJob.Harbour));

        var job = await Server.Get($"api/jobs/{(await Receipt("mosaic/harbour.png.job.json"))["job"]}");

        Assert.Equal("harbour.png", (string)job["name"]!);
        Assert.Equal("512", (string)job["variants"]![0]!["settings"]!["size"]!);
        using var deleted = await Server.Http.DeleteAsync(new Uri($"api/jobs/{job["id"]}", UriKind.Relative));
    }

    [Fact]
    public async Task A_file_that_is_still_being_copied_in_is_left()
    {
        var store = new FolderArtifactStore(Path.Combine(Store, "other"));
        using var host = new LocalJobHost(
            store, new LocalRunner(new JobActivities(store, new PaintingOptions(new ChunkBudget(3)))));
        using var gate = new PictureGate();
        var submission = new Submission(
            new JobDesk(store, host),
            new NetworkShelf(["embedded"], (_, _) => Task.FromResult(SmallJob.Profile)),
            gate,
            UploadLimits.Default,
            hasWebhooks: false);
        var inbox = new Inbox(store, submission, UploadLimits.Default);
        var folder = Path.Combine(Store, "other", "inbox");
        var request = ServerRun.Request();
        request["styles"]![0] = "harbour.png";
        var (json, png) = (request.ToJsonString(), ServerRun.Png(SmallJob.Harbour));

        Write(folder, "a.json", json[..20]);
        await inbox.LookAsync();
        Write(folder, "a.json", json);
        Write(folder, "harbour.png", png[..100]);
        await inbox.LookAsync();
        Assert.Equal(2, Directory.GetFiles(folder).Length);

        Write(folder, "harbour.png", png); // the request has settled; its picture has not
        await inbox.LookAsync();
        Assert.Equal((2, 0), (Directory.GetFiles(folder).Length, host.Waiting));

        await inbox.LookAsync();
        Assert.Equal((3, 1), (Directory.GetFiles(folder).Length, host.Waiting));
        await inbox.LookAsync();
        Assert.Equal((3, 1), (Directory.GetFiles(folder).Length, host.Waiting));
    }

    [Fact]
    public async Task A_file_is_taken_once_and_a_changed_one_anew()
    {
        await Server.PutSamples();
        Write(Folder, "a.json", ServerRun.Request());
        var first = (string)(await Receipt("a.json.job.json"))["job"]!;
        await Server.WaitFor(first, "done");
        using var deleted = await Server.Http.DeleteAsync(new Uri($"api/jobs/{first}", UriKind.Relative));
        await Restart();
        await Task.Delay(300);
        Assert.Empty((await Server.Get("api/jobs"))["jobs"]!.AsArray());

        Write(Folder, "a.json", ServerRun.Request(iterations: 3));

        var second = await Receipt("a.json.job.json", r => (string)r["job"]! != first);
        await Server.WaitFor((string)second["job"]!, "done");
    }

    [Theory]
    [InlineData("{", null)]
    [InlineData("""{"content":["../jobs/x.png"],"styles":["brushwork.png"]}""", "content")]
    [InlineData("""{"content":["/etc/passwd"],"styles":["brushwork.png"]}""", "content")]
    [InlineData("""{"content":["harbour.png"],"styles":["brushwork.png"],"settings":{"size":"x"}}""", "size")]
    public async Task A_bad_request_gets_its_problem_beside_it_and_a_mended_one_is_taken(string bad, string? field)
    {
        await Server.PutSamples();
        Write(Folder, "a.json", bad);

        var refusal = await Receipt("a.json.error.json");
        Assert.False(string.IsNullOrEmpty((string?)refusal["problem"]));
        Assert.Equal(field, (string?)refusal["field"]);

        Write(Folder, "a.json", ServerRun.Request());
        await Receipt("a.json.job.json");
        Assert.False(File.Exists(Path.Combine(Folder, "a.json.error.json")));
    }

    [Fact]
    public async Task A_picture_that_comes_after_its_request_is_found()
    {
        await Server.PutSamples();
        var request = ServerRun.Request();
        request["content"]![0] = "late.png";
        Write(Folder, "a.json", request);
        Assert.Equal("content", (string)(await Receipt("a.json.error.json"))["field"]!);

        Write(Folder, "late.png", ServerRun.Png(SmallJob.Harbour));

        await Receipt("a.json.job.json");
    }

    [Fact]
    public async Task What_is_no_picture_or_has_no_style_is_refused()
    {
        Write(Path.Combine(Store, "styles"), "mosaic.png", ServerRun.Png(SmallJob.Mosaic));
        Write(Path.Combine(Folder, "mosaic"), "a.png", "no picture"u8.ToArray());
        Write(Path.Combine(Folder, "monet"), "a.png", ServerRun.Png(SmallJob.Harbour));

        await Receipt("mosaic/a.png.error.json");
        var refusal = await Receipt("monet/a.png.error.json");

        Assert.Contains("styles/monet.png", (string)refusal["problem"]!, StringComparison.Ordinal);
    }

    private static void Write(string folder, string name, byte[] bytes)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, name), bytes);
    }

    private static void Write(string folder, string name, string text) =>
        Write(folder, name, System.Text.Encoding.UTF8.GetBytes(text));

    private static void Write(string folder, string name, JsonNode json) => Write(folder, name, json.ToJsonString());

    private async Task<JsonNode> Receipt(string name, Func<JsonNode, bool>? isIt = null)
    {
        using var patience = new CancellationTokenSource(ServerRun.Patience);
        while (true)
        {
            var file = new FileInfo(Path.Combine(Folder, name));
            if (file.Exists && JsonNode.Parse(await File.ReadAllTextAsync(file.FullName)) is { } receipt
                && isIt?.Invoke(receipt) != false)
            {
                return receipt;
            }

            await Task.Delay(20, patience.Token);
        }
    }
}
