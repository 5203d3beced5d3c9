using System.Text;
using System.Text.Json.Nodes;
using StyleFunctions.Functions.Tests.Hosting.Protocol;
using StyleFunctions.Functions.Tests.Storage;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Tests.Artifacts;
using StyleFunctions.Pipeline.Tests.Jobs;
using StyleFunctions.Pipeline.Tests.Local;

namespace StyleFunctions.Functions.Tests.Hosting;

/// <summary>What is put into the container, taken by the functions that hear of it.</summary>
[Collection(SharedAzurite.Name)]
public sealed class InboxTests(AppRun app) : IClassFixture<AppRun>
{
    [AzuriteFact]
    public async Task A_request_is_painted_however_often_it_is_heard_of()
    {
        await UploadPicturesAsync("inbox/once-");
        await app.UploadAsync("inbox/once.json", Request("once-", seed: 11));
        await Task.WhenAll(app.TriggerInboxAsync("inbox/once.json"), app.TriggerInboxAsync("inbox/once.json"));
        await app.TriggerInboxAsync("inbox/once.json");
        await PaintedAsync("inbox/once.json");
    }

    [AzuriteFact]
    public async Task What_nobody_heard_of_is_found_by_the_timer()
    {
        await UploadPicturesAsync("inbox/missed-");
        await app.UploadAsync("inbox/missed.json", Request("missed-", seed: 12));
        await app.SweepAsync();
        await app.SweepAsync(); // it has not changed since
        await PaintedAsync("inbox/missed.json");
    }

    [AzuriteFact]
    public async Task What_cannot_be_taken_is_told_beside_it()
    {
        await app.UploadAsync("inbox/odd.json", Encoding.UTF8.GetBytes("""{"content":["nowhere.png"]}"""));
        var message = new JsonObject
        {
            ["Type"] = "BlobTrigger",
            ["FunctionId"] = "Host.Functions.InboxUploaded",
            ["BlobType"] = "BlockBlob",
            ["ContainerName"] = "artifacts",
            ["BlobName"] = "inbox/odd.json",
            ["ETag"] = "\"0x1\"",
        };
        await app.Host.TriggerAsync("InboxPoisoned", new TypedData { String = message.ToJsonString() });
        Assert.Contains(await app.Store.Names("inbox/odd"), name => name != "inbox/odd.json");
    }

    private static byte[] Request(string prefix, int seed)
    {
        var request = AppRun.Request(seed);
        request["content"] = new JsonArray(prefix + SmallJob.Harbour);
        request["styles"] = new JsonArray(prefix + SmallJob.Brushwork);
        return Encoding.UTF8.GetBytes(request.ToJsonString());
    }

    private async Task UploadPicturesAsync(string prefix)
    {
        foreach (var (name, picture) in SmallJob.Pictures)
        {
            await app.UploadAsync(prefix + name, picture.Png.ToArray());
        }
    }

    private async Task PaintedAsync(string file)
    {
        var receipt = (await app.Store.Names(file)).Single(name => name != file);
        var id = (string)JsonNode.Parse(await app.Store.Text(receipt))!["job"]!;
        await app.UntilAsync(id, "done");
        await app.Store.AssertPainted((await new JobStore(app.Store).ReadAsync(id))!);
    }
}
