using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Tests.Processes;

namespace StyleFunctions.Pipeline.Tests.Artifacts;

/// <summary>The contract between threads, and between processes.</summary>
public sealed class FolderRacesTests : ArtifactStoreRacesContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FolderRacesTests() => Store = new FolderArtifactStore(_folder["store"]);

    protected override IArtifactStore Store { get; }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Of_all_processes_that_create_one_name_one_succeeds()
    {
        const int races = 1000;
        var processes = Enumerable.Range(0, 3)
            .Select(_ => new ChildProcess(RacingProcess.Role, _folder["store"], $"{races}")).ToArray();
        try
        {
            foreach (var process in processes)
            {
                Assert.Equal("ready", await process.Hear());
            }

            await Task.WhenAll(processes.Select(p => p.Say("go")));
            var wins = await Task.WhenAll(processes.Select(async p =>
                (Process: await p.Hear(), Won: (await p.Hear())!.Split(',', StringSplitOptions.RemoveEmptyEntries))));

            var winners = wins.SelectMany(w => w.Won.Select(race => (race, w.Process))).ToList();
            Assert.Equal(races, winners.Count);
            foreach (var (race, process) in winners)
            {
                Assert.Equal(process, await Store.Text($"races/{race}"));
            }
        }
        finally
        {
            Array.ForEach(processes, p => p.Dispose());
        }
    }

    [Fact]
    public async Task Nothing_is_half_written_however_often_its_writers_are_killed()
    {
        for (var kill = 0; kill < 5; kill++)
        {
            using var process = new ChildProcess(WritingProcess.Role, _folder["store"]);
            Assert.Equal("writing", await process.Hear());
            await Task.Delay(10 + 7 * kill);
            await process.Kill();
        }

        var names = await Store.Names("");
        Assert.True(names.Count > 5);
        foreach (var name in names)
        {
            var bytes = await Store.Bytes(name);
            Assert.Equal(WritingProcess.Length, bytes.Length);
            Assert.DoesNotContain(bytes, b => b != bytes[0]);
        }
    }
}
