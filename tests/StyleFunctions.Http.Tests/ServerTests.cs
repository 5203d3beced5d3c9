namespace StyleFunctions.Http.Tests;

/// <summary>A server for each test, and a store in a folder of its own.</summary>
#pragma warning disable CA1001 // DisposeAsync is what xUnit calls.
public abstract class ServerTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private readonly TemporaryFolder _folder = new();

    private protected ServerRun Server { get; private set; } = null!;

    private protected string Store => _folder["store"];

    private protected virtual Task<ServerRun> Start() => ServerRun.Start(Store);

    public async Task InitializeAsync() => Server = await Start();

    private protected async Task Restart()
    {
        await Server.DisposeAsync();
        Server = await Start();
    }

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
