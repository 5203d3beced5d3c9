using System.Globalization;
using StyleFunctions.Functions.Blobs;
using StyleFunctions.Functions.Tests.Storage;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Local;
using StyleFunctions.Pipeline.Tests.Jobs;
using StyleFunctions.Pipeline.Tests.Local;
using StyleFunctions.Pipeline.Tests.Processes;

namespace StyleFunctions.Functions.Tests.Blobs;

/// <summary>
/// A process that carries out a job on blobs is killed (SIGKILL); another goes on, to the bytes of a job that nobody
/// disturbed.
/// </summary>
[Collection(SharedAzurite.Name)]
public sealed class KilledProcessTests(Azurite azurite)
{
    private static readonly JobRequest Request = SmallJob.Request.With(
        ("initial-iterations", "2"), ("iterations", "3"));

    [AzuriteTheory]
    [InlineData(JobProcess.Write, 2)]
    [InlineData(JobProcess.Write, 9)]
    [InlineData("CheckpointWritten", 2)]
    public async Task What_a_killed_process_began_another_ends(string point, int occurrence)
    {
        var container = await azurite.NewContainerAsync();
        var store = new BlobArtifactStore(container);
        var job = await store.Accept(Request);
        using (var process = new ChildProcess(
            GetType().Assembly,
            JobProcess.Role,
            azurite.ConnectionString,
            container.Name,
            job.Id,
            point,
            occurrence.ToString(CultureInfo.InvariantCulture)))
        {
            Assert.Equal("there", await process.Hear());
            await process.Kill();
        }

        await store.AssertWhole(job);
        Assert.Null(await new JobStore(store).ReadManifestAsync(job.Id));
        using var workshop = new Workshop(store);
        Assert.Equal(LocalEnd.Done, await workshop.Runner.RunAsync(job.Id));
        await store.AssertPainted(job);
    }
}
