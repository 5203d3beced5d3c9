using System.Globalization;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Tests.Jobs;

namespace StyleFunctions.Pipeline.Tests.Processes;

/// <summary>Paints a job, and at a point of the protocol says so and waits to be killed.</summary>
internal static class PaintingProcess
{
    public const string Role = "paint";

    public static async Task Run(string folder, string jobId, string length, string point, string occurrence)
    {
        var store = new FolderArtifactStore(folder);
        var job = (await new JobStore(store).ReadAsync(jobId))!;
        var left = int.Parse(occurrence, CultureInfo.InvariantCulture);
        using var runner = new ChunkRunner(store, SmallJob.Backend)
        {
            Reached = reached =>
            {
                if ($"{reached}" == point && --left == 0)
                {
                    Console.WriteLine("there");
                    Thread.Sleep(Timeout.Infinite);
                }
            },
        };
        await runner.Paint(store, job, new ChunkBudget(int.Parse(length, CultureInfo.InvariantCulture)));
        Console.WriteLine("done");
    }
}
