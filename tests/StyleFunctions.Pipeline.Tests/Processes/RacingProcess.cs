using System.Globalization;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Tests.Artifacts;

namespace StyleFunctions.Pipeline.Tests.Processes;

/// <summary>Tries to create every name of a row, as others do at the same time, and says which it created.</summary>
internal static class RacingProcess
{
    public const string Role = "race";

    public static async Task Run(string folder, string races)
    {
        var store = new FolderArtifactStore(folder);
        var process = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        Console.WriteLine("ready");
        Console.ReadLine();
        var won = new List<int>();
        for (var race = 0; race < int.Parse(races, CultureInfo.InvariantCulture); race++)
        {
            if (await store.Create($"races/{race}", process) is not null)
            {
                won.Add(race);
            }
        }

        Console.WriteLine(process);
        Console.WriteLine(string.Join(',', won));
    }
}
