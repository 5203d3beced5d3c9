using System.Globalization;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Orchestration;
using StyleFunctions.Pipeline.Tests.Local;

namespace StyleFunctions.Pipeline.Tests.Processes;

/// <summary>
/// Carries a job out by itself, and at a point of the protocol, or before it writes to the store, says so and waits to
/// be killed.
/// </summary>
internal static class JobProcess
{
    public const string Role = "job";

    /// <summary>The point before anything is written to the store.</summary>
    public const string Write = "Write";

    /// <summary>The point that is never waited at: it is killed at any time.</summary>
    public const string AnyTime = "AnyTime";

    public static async Task Run(IArtifactStore store, string job, string point, string occurrence)
    {
        var left = int.Parse(occurrence, CultureInfo.InvariantCulture);
        var watched = new WatchedStore(store) { OnWrite = () => Reach(Write) };
        using var workshop = new Workshop(
            watched, new PaintingOptions(new ChunkBudget(1)), reached: reached => Reach($"{reached}"));
        if (point == AnyTime)
        {
            Console.WriteLine("there");
        }

        await workshop.Runner.RunAsync(job);
        Console.WriteLine("done");

        void Reach(string reached)
        {
            if (reached == point && --left == 0)
            {
                Console.WriteLine("there");
                Thread.Sleep(Timeout.Infinite);
            }
        }
    }
}
