using System.Text;
using System.Text.Json.Nodes;
using StyleFunctions.Http.Webhooks;

namespace StyleFunctions.Http.Tests;

public sealed class WebhookTests : ServerTests
{
    private static readonly byte[] Key = Encoding.UTF8.GetBytes("a secret of 24 bytes, or so");

    private protected override Task<ServerRun> Start() => ServerRun.Start(
        Store, o => o with { Secret = new WebhookSecret($"whsec_{Convert.ToBase64String(Key)}") });

    [Fact]
    public async Task Start_progress_and_end_are_told_in_order_and_signed()
    {
        await using var listener = await WebhookListener.Start();
        var job = await Submit(listener.Address);

        var messages = await listener.Until(m => m.Any(x => x.Moment == "done"));

        Assert.All(messages, m => Assert.True(m.IsSignedWith(Key)));
        Assert.All(messages, m => Assert.False(m.IsSignedWith([1, 2, 3])));
        Assert.All(messages, m => Assert.Equal(job, (string)m.Body["job"]!));
        Assert.Equal(messages.Count, messages.Select(m => m.Id).Distinct().Count());
        Assert.Equal(
            ["started", "progress", "progress", "progress", "progress", "done"], messages.Select(m => m.Moment));
        Assert.All(messages.Where(m => m.Moment == "progress"), m => Assert.Equal("v001", (string)m.Body["variant"]!));
        Assert.Equal(("done", 1.0), ((string)messages[^1].Body["state"]!, (double)messages[^1].Body["fraction"]!));
    }

    [Fact]
    public async Task What_fails_is_tried_three_times_with_the_same_id()
    {
        await using var listener = await WebhookListener.Start((n, context) =>
        {
            context.Response.StatusCode = n <= 2 ? 500 : 200;
            return Task.CompletedTask;
        });
        await Submit(listener.Address);

        var messages = await listener.Until(m => m.Any(x => x.Moment == "done"));

        Assert.Equal(["started", "started", "started", "progress"], messages.Take(4).Select(m => m.Moment));
        Assert.Single(messages.Take(3).Select(m => m.Id).Distinct());
        Assert.All(messages, m => Assert.True(m.IsSignedWith(Key)));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var listener = await WebhookListener.Start((_, context) =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });
        await Submit(listener.Address);

        var messages = await listener.Until(m => m.Any(x => x.Moment == "done"));

        Assert.All(messages, m => Assert.Equal("/told", m.Path));
        Assert.Equal(6, messages.Count);
    }

    [Fact]
    public async Task Whoever_does_not_answer_holds_nothing_up()
    {
        await using var silent = await WebhookListener.Start(
            (_, context) => Task.Delay(Timeout.Infinite, context.RequestAborted));

        await Server.WaitFor(await Submit(silent.Address), "done");
        await Server.WaitFor(await Submit("http://127.0.0.1:1/nobody", seed: 2), "done");

        Assert.Equal("started", (await silent.Until(m => m.Count > 0))[0].Moment);
    }

    [Fact]
    public async Task Without_a_secret_a_request_with_a_webhook_is_refused()
    {
        await Server.DisposeAsync();
        await using var server = await ServerRun.Start(Store);
        await server.PutSamples();

        var problem = await server.Post(Request("http://127.0.0.1:1/")).Refused(422);

        var sentence = (string)problem["errors"]!["webhook"]![0]!;
        Assert.Contains("STYLEFUNCTIONS_WEBHOOK_SECRET", sentence, StringComparison.Ordinal);
    }

    // https://github.com/standard-webhooks: the example of its signature scheme.
    [Fact]
    public void A_signature_is_as_Standard_Webhooks_has_it() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").Sign(
            "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}"""u8));

    private static JsonObject Request(string address, int seed = 1)
    {
        var request = ServerRun.Request();
        request["webhook"] = address;
        request["settings"]!["seed"] = seed;
        return request;
    }

    private async Task<string> Submit(string address, int seed = 1)
    {
        await Server.PutSamples();
        return await Server.Submit(Request(address, seed));
    }
}
