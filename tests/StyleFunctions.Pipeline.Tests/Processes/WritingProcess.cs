using System.Globalization;
using StyleFunctions.Pipeline.Artifacts;

namespace StyleFunctions.Pipeline.Tests.Processes;

/// <summary>Creates and replaces large artifacts, each of one value only, until it is killed.</summary>
internal static class WritingProcess
{
    public const string Role = "write";

    public const int Length = 1_000_000;

    public static async Task Run(string folder)
    {
        var store = new FolderArtifactStore(folder);
        var version = await store.CreateAsync("replaced", new MemoryStream(Filled(0)));
        version ??= (await store.ReadAsync("replaced"))!.Version;
        for (var i = 1; ; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"created/{Environment.ProcessId}/{i}");
            await store.CreateAsync(name, new MemoryStream(Filled(i)));
            version = await store.ReplaceAsync("replaced", new MemoryStream(Filled(i)), version!);
            if (i == 1)
            {
                Console.WriteLine("writing");
            }
        }
    }

    private static byte[] Filled(int value)
    {
        var bytes = new byte[Length];
        bytes.AsSpan().Fill((byte)value);
        return bytes;
    }
}
