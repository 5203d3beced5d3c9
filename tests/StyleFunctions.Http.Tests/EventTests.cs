using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace StyleFunctions.Http.Tests;

public sealed class EventTests : ServerTests
{
    private const int Endless = 1_000_000;

    [Fact]
    public async Task Every_chunk_comes_once_and_then_the_end()
    {
        await Server.PutSamples();
        var job = await Server.Submit(ServerRun.Request(40));
        await using var stream = await EventStream.Open(Server, job);

        var events = await stream.ToEnd();

        Assert.Equal("state", events[0].EventType);
        Assert.Equal(("end", "done"), (events[^1].EventType, (string)events[^1].Data["state"]!));
        var shown = await Server.Get($"api/jobs/{job}");
        Assert.Equal(
            shown["variants"]![0]!["chunks"]!.AsArray().Select(Place),
            events.Where(e => e.EventType == "chunk").Select(e => Place(e.Data)));
        Assert.All(events.Where(e => e.EventType == "chunk"), e => Assert.Equal("v001", (string)e.Data["variant"]!));
    }

    [Fact]
    public async Task Live_progress_comes_while_a_chunk_is_painted()
    {
        await Server.DisposeAsync();
        await using var server = await ServerRun.Start(Store, o => o with { Budget = new(100_000) });
        await server.PutSamples();
        await using var stream = await EventStream.Open(server, await server.Submit(ServerRun.Request(Endless)));

        var progress = await stream.Events.Where(e => e.EventType == "progress").Take(3).ToListAsync();

        Assert.All(progress, p => Assert.Equal(2, (int)p.Data["scales"]!));
        Assert.True((int)progress[2].Data["iteration"]! > (int)progress[0].Data["iteration"]!);
        Assert.All(progress, p => Assert.True((double)p.Data["loss"]! > 0));
    }

    [Fact]
    public async Task Whoever_comes_back_gets_what_came_after()
    {
        await Server.PutSamples();
        var request = ServerRun.Request(10);
        request["settings"]!["seed"] = new JsonArray(1, 2, 3);
        request["settings"]!["init"] = "noise";
        var job = await Server.Submit(request);
        await Server.WaitFor(job, "done");
        await using var first = await EventStream.Open(Server, job);
        var all = (await first.ToEnd()).Where(e => e.EventType == "chunk").ToList();
        Assert.True(all.Count >= 15, $"{all.Count} chunks");

        for (var seen = 0; seen < all.Count; seen++)
        {
            await using var again = await EventStream.Open(Server, job, after: Id(all[seen]));
            Assert.Equal(all.Skip(seen + 1).Select(Id), (await again.ToEnd())
                .Where(e => e.EventType == "chunk").Select(Id));
        }

        await using var confused = await EventStream.Open(Server, job, after: "99999999999;x=1;4=2;-1=3");
        Assert.Equal(all.Count, (await confused.ToEnd()).Count(e => e.EventType == "chunk"));
    }

    [Fact]
    public async Task A_paused_job_keeps_its_listeners_until_it_is_cancelled()
    {
        await Server.PutSamples();
        var job = await Server.Submit(ServerRun.Request(Endless));
        await using var stream = await EventStream.Open(Server, job);
        await using var events = stream.Events.GetAsyncEnumerator();
        using var paused = await Server.Control(job, "pause");
        await Until(events, e => e.EventType == "state" && (string)e.Data["state"]! == "paused");

        using var cancelled = await Server.Control(job, "cancel");
        await Until(events, e => e.EventType == "end");

        Assert.Equal("cancelled", (string)events.Current.Data["state"]!);
        Assert.False(await events.MoveNextAsync());
    }

    [Fact]
    public async Task A_deleted_job_ends_the_stream()
    {
        await Server.PutSamples();
        var job = await Server.Submit(ServerRun.Request(Endless));
        await using var stream = await EventStream.Open(Server, job);
        using var deleted = await Server.Http.DeleteAsync(new Uri($"api/jobs/{job}", UriKind.Relative));

        Assert.Equal("end", (await stream.ToEnd())[^1].EventType);
    }

    [Fact]
    public async Task Listeners_that_go_and_a_server_that_stops_hold_nobody_up()
    {
        await Server.PutSamples();
        var job = await Server.Submit(ServerRun.Request(Endless));
        for (var i = 0; i < 50; i++)
        {
            await using var gone = await EventStream.Open(Server, job);
        }

        await using var stays = await EventStream.Open(Server, job);
        await Server.Stop();

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await foreach (var e in stays.Events)
            {
                Assert.NotEqual("end", e.EventType);
            }

            throw new EndOfStreamException();
        });
    }

    private static string Place(JsonNode? chunk) =>
        $"{chunk!["scale"]} {chunk["start"]} {chunk["end"]} {chunk["frame"]}";

    private static string Id(SseItem<JsonNode> e) => e.EventId!;

    private static async Task Until(IAsyncEnumerator<SseItem<JsonNode>> events, Func<SseItem<JsonNode>, bool> isIt)
    {
        do
        {
            Assert.True(await events.MoveNextAsync());
        }
        while (!isIt(events.Current));
    }
}
