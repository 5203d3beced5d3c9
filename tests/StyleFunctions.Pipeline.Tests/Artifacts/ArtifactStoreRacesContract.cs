using System.Globalization;
using StyleFunctions.Pipeline.Artifacts;

namespace StyleFunctions.Pipeline.Tests.Artifacts;

/// <summary>What every artifact store does when many use it at once.</summary>
public abstract class ArtifactStoreRacesContract
{
    private const int Contenders = 3;

    /// <summary>An empty store.</summary>
    protected abstract IArtifactStore Store { get; }

    /// <summary>How many names are raced for in the heavy suite: where a race is rare, few do not show it.</summary>
    protected virtual int Races => 20_000;

    [Fact]
    public Task Of_all_who_create_one_name_at_once_one_succeeds() => Race(Races / 20);

    [HeavyFact]
    [Trait(Heavy.Suite, Heavy.Name)]
    public Task Of_all_who_create_one_name_at_once_one_succeeds_very_often() => Race(Races);

    private async Task Race(int races)
    {
        using var start = new Barrier(Contenders);
        var wins = await Task.WhenAll(Enumerable.Range(0, Contenders).Select(contender => Task.Factory.StartNew(
            () =>
            {
                var won = new List<int>();
                for (var race = 0; race < races; race++)
                {
                    start.SignalAndWait();
                    if (Store.Create($"races/{race % 100}/{race}", $"{contender}").GetAwaiter().GetResult() is not null)
                    {
                        won.Add(race);
                    }
                }

                return won;
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.Equal(Enumerable.Range(0, races), wins.SelectMany(w => w).Order());
        for (var contender = 0; contender < Contenders; contender++)
        {
            foreach (var race in wins[contender].Where(r => r % 100 == 0))
            {
                Assert.Equal($"{contender}", await Store.Text($"races/{race % 100}/{race}"));
            }
        }
    }

    [Fact]
    public async Task No_replacement_is_lost_when_many_replace_one_artifact()
    {
        const int each = 50;
        await Store.Create("count", "0");
        await Task.WhenAll(Enumerable.Range(0, Contenders).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < each;)
            {
                await using var read = await Store.ReadAsync("count");
                var next = int.Parse(await read!.Text(), CultureInfo.InvariantCulture) + 1;
                done += await Store.Replace("count", $"{next}", read!.Version) is null ? 0 : 1;
            }
        })));
        Assert.Equal($"{Contenders * each}", await Store.Text("count"));
    }

    [Fact]
    public async Task Of_all_who_remove_one_artifact_at_once_one_succeeds()
    {
        for (var race = 0; race < 50; race++)
        {
            await Store.Create("a/b", "");
            var removed = await Task.WhenAll(
                Enumerable.Range(0, Contenders).Select(_ => Task.Run(() => Store.DeleteAsync("a/b"))));
            Assert.Equal(1, removed.Count(r => r));
        }
    }

    [Fact]
    public async Task Nothing_is_ever_seen_half_written()
    {
        const int length = 300_000;
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            var seen = 0;
            while (!stop.IsCancellationRequested || seen == 0)
            {
                await using var read = await Store.ReadAsync("a/b");
                if (read is not null)
                {
                    var bytes = await read.Bytes();
                    Assert.Equal(length, bytes.Length);
                    Assert.DoesNotContain(bytes, b => b != bytes[0]);
                    seen++;
                }
            }
        })).ToArray();

        for (var round = 0; round < 40; round++)
        {
            using var first = new ForwardStream(Filled(length, (byte)round));
            var version = await Store.CreateAsync("a/b", first);
            using var second = new ForwardStream(Filled(length, (byte)(round + 100)));
            Assert.NotNull(await Store.ReplaceAsync("a/b", second, version!));
            if (round < 39)
            {
                await Store.DeleteAsync("a/b");
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }

    private static byte[] Filled(int length, byte value)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill(value);
        return bytes;
    }
}
