namespace StyleFunctions.Http.Tests;

public sealed class RetentionTests : ServerTests
{
    private protected override Task<ServerRun> Start() => ServerRun.Start(
        Store,
        o => o with { Keep = TimeSpan.FromSeconds(2), RemoveEvery = TimeSpan.FromMilliseconds(100) });

    [Fact]
    public async Task What_ended_long_enough_ago_is_removed_and_nothing_else()
    {
        await Server.PutSamples();
        var paused = await Server.Submit(ServerRun.Request(1_000_000));
        using var held = await Server.Control(paused, "pause");
        var done = await Server.Submit();
        await Server.WaitFor(done, "done");

        using var patience = new CancellationTokenSource(ServerRun.Patience);
        while (Directory.Exists(Path.Combine(Store, "jobs", done)))
        {
            await Task.Delay(50, patience.Token);
        }

        await Server.WaitFor(paused, "paused");
    }
}
