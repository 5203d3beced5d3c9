using System.Text.Json.Nodes;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Inboxes;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Local;
using StyleFunctions.Pipeline.Orchestration;
using StyleFunctions.Pipeline.Tests.Jobs;
using StyleFunctions.Pipeline.Tests.Local;
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
        using var office = new Office(Path.Combine(Store, "other"));
        var (inbox, host, folder) = (office.Inbox, office.Host, office.Folder);
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
    public async Task A_file_that_is_known_to_be_whole_is_taken_at_once_and_once()
    {
        using var office = new Office(Path.Combine(Store, "other"));
        var request = ServerRun.Request();
        request["styles"]![0] = "harbour.png";
        Write(office.Folder, "harbour.png", ServerRun.Png(SmallJob.Harbour));
        Write(office.Folder, "a.json", request);
        Write(office.Folder, "notes.txt", [1, 2, 3]);

        foreach (var name in (string[])["a.json", "a.json", "a.json.job.json", "notes.txt", "gone.json"])
        {
            await office.Inbox.TakeAsync($"inbox/{name}");
        }

        Assert.Equal(1, office.Host.Waiting);
        Assert.Equal(
            ["a.json", "a.json.job.json", "harbour.png", "notes.txt"],
            Directory.GetFiles(office.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_taken_however_often_it_is_tried_gets_a_reason_beside_it()
    {
        using var office = new Office(Path.Combine(Store, "other"));
        Write(office.Folder, "a.json", ServerRun.Request());
        office.Store.OnRead = name => name == "inbox/a.json"
            ? throw new IOException("The store cannot be reached.")
            : Task.CompletedTask;
        await Assert.ThrowsAsync<IOException>(() => office.Inbox.TakeAsync("inbox/a.json"));

        await office.Inbox.TakeOrRefuseAsync("inbox/a.json");

        Assert.Contains(
            "The store cannot be reached.",
            File.ReadAllText(Path.Combine(office.Folder, "a.json.error.json")),
            StringComparison.Ordinal);
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

    [Fact]
    public async Task A_bad_file_does_not_hold_the_others_up()
    {
        using var office = new Office(Path.Combine(Store, "other"));
        var uploads = new UploadStore(office.Store);
        foreach (var (name, picture) in SmallJob.Pictures)
        {
            await uploads.PutAsync(name, picture);
        }

        var harbour = SmallJob.Pictures[SmallJob.Harbour].Hash;
        File.WriteAllText(Path.Combine(Store, "other", "uploads", $"{harbour}.png"), "damaged");
        var request = ServerRun.Request();
        var tooLong = $"{new string('a', 190)}.json"; // for a receipt beside it
        Write(office.Folder, "b.json", request);
        request["content"]![0] = SmallJob.Mosaic;
        Write(office.Folder, tooLong, request);
        Write(office.Folder, "c.json", request);
        Write(office.Folder, "d.json", request);
        office.Store.OnRead = name => name == "inbox/c.json"
            ? throw new UnauthorizedAccessException("Not yours.")
            : Task.CompletedTask;

        for (var looks = 0; looks < 4; looks++)
        {
            await office.Inbox.LookAsync();
        }

        Assert.Equal(["inbox/" + tooLong, "inbox/c.json"], office.Troubles); // each said once
        Assert.Contains("damaged", File.ReadAllText(Path.Combine(office.Folder, "b.json.error.json")),
            StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(office.Folder, "d.json.job.json")));
        Assert.Equal(1, office.Host.Waiting);
    }

    [Fact]
    public async Task A_style_that_comes_after_its_picture_is_found()
    {
        Write(Path.Combine(Folder, "monet"), "a.png", ServerRun.Png(SmallJob.Harbour));
        await Receipt("monet/a.png.error.json");

        Write(Path.Combine(Store, "styles"), "monet.png", ServerRun.Png(SmallJob.Mosaic));

        var job = (string)(await Receipt("monet/a.png.job.json"))["job"]!;
        using var deleted = await Server.Http.DeleteAsync(new Uri($"api/jobs/{job}", UriKind.Relative));
    }

    [Fact]
    public async Task A_style_that_is_still_being_copied_in_is_waited_for()
    {
        using var office = new Office(Path.Combine(Store, "other"));
        var png = ServerRun.Png(SmallJob.Mosaic);
        var styles = Path.Combine(Store, "other", "styles");
        Write(Path.Combine(office.Folder, "mosaic"), "a.png", ServerRun.Png(SmallJob.Harbour));
        await office.Inbox.LookAsync();
        Write(styles, "mosaic.png", png[..100]);
        await office.Inbox.LookAsync();
        Write(styles, "mosaic.png", png);
        await office.Inbox.LookAsync();
        Assert.Single(Directory.GetFiles(Path.Combine(office.Folder, "mosaic")));

        await office.Inbox.LookAsync();
        Assert.True(File.Exists(Path.Combine(office.Folder, "mosaic", "a.png.job.json")));
    }

    [Fact]
    public async Task When_the_queue_is_full_the_rest_waits_unread()
    {
        using var office = new Office(Path.Combine(Store, "other"), bound: 1);
        Write(Path.Combine(Store, "other", "styles"), "mosaic.png", ServerRun.Png(SmallJob.Mosaic));
        string[] names = ["a.png", "b.png", "c.png"];
        foreach (var (name, picture) in names.Zip(SmallJob.Pictures.Keys))
        {
            Write(Path.Combine(office.Folder, "mosaic"), name, ServerRun.Png(picture));
        }

        var read = new List<string>();
        office.Store.OnRead = name =>
        {
            read.Add(name);
            return Task.CompletedTask;
        };
        await office.Inbox.LookAsync();
        await office.Inbox.LookAsync();

        Assert.Contains("inbox/mosaic/b.png", read);
        Assert.DoesNotContain("inbox/mosaic/c.png", read);
        Assert.Empty(office.Troubles);
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

    // An inbox that is looked at when the test says so, and a queue that nobody paints.
    private sealed class Office : IDisposable
    {
        private readonly PictureGate _gate = new();
        private readonly JobDesk _desk;

        public Office(string folder, int bound = 10)
        {
            Folder = Path.Combine(folder, "inbox");
            Store = new WatchedStore(new FolderArtifactStore(folder, JobLayout.Inbox, JobLayout.Styles));
            Host = new LocalJobHost(
                Store,
                new LocalRunner(new JobActivities(Store, new PaintingOptions(new ChunkBudget(3)))),
                new LocalJobHostOptions { Bound = bound });
            _desk = new JobDesk(Store, Host);
            var submission = new Submission(
                _desk,
                new NetworkShelf(["embedded"], (_, _) => Task.FromResult(SmallJob.Profile)),
                _gate,
                UploadLimits.Default,
                hasWebhooks: false);
            Inbox = new Inbox(Store, submission, UploadLimits.Default)
            {
                OnTrouble = (file, _) => Troubles.Add(file),
            };
        }

        public string Folder { get; }

        public WatchedStore Store { get; }

        public LocalJobHost Host { get; }

        public Inbox Inbox { get; }

        public List<string> Troubles { get; } = [];

        public void Dispose()
        {
            _desk.Dispose();
            Host.Dispose();
            _gate.Dispose();
        }
    }
}
