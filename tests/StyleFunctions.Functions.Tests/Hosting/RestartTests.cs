using StyleFunctions.Functions.Tests.Storage;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Tests.Jobs;
using StyleFunctions.Pipeline.Tests.Local;

namespace StyleFunctions.Functions.Tests.Hosting;

/// <summary>The app goes, and comes back with nothing but its container.</summary>
[Collection(SharedAzurite.Name)]
public sealed class RestartTests(AppRun app) : IClassFixture<AppRun>
{
    [AzuriteFact]
    public async Task Asked_to_go_it_commits_its_chunk_and_the_job_goes_on_to_the_same_bytes()
    {
        await app.PutPicturesAsync();
        var id = await app.SubmitAsync(AppRun.Request(seed: 21, iterations: 40));
        await app.UntilAsync(id, "running"); // a chunk is committed, and the next begun
        await app.RestartAsync();
        var job = (await new JobStore(app.Store).ReadAsync(id))!;
        Assert.NotEmpty((await app.Store.History(job)).Chunks);

        await app.SweepAsync(); // the new task hub knows of nothing
        await app.UntilAsync(id, "done");
        await app.Store.AssertPainted(job);
    }
}
