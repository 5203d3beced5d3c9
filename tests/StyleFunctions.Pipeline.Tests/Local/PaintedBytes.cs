using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Tests.Artifacts;
using StyleFunctions.Pipeline.Tests.Jobs;

namespace StyleFunctions.Pipeline.Tests.Local;

/// <summary>Whether a job was painted as it would have been in one piece, and nothing else is left of it.</summary>
internal static class PaintedBytes
{
    private static readonly ConcurrentDictionary<string, Task<(string Result, string State)>> _wanted = [];

    public static async Task AssertPainted(this IArtifactStore store, Job job)
    {
        foreach (var variant in job.Variants)
        {
            await AssertPainted(store, job, variant.Id);
        }
    }

    /// <summary>Every artifact of a job is whole, whatever died: each has the hash that its manifest gives.</summary>
    public static async Task AssertWhole(this IArtifactStore store, Job job)
    {
        foreach (var variant in job.Variants)
        {
            var history = await store.History(job, variant.Id);
            foreach (var chunk in history.Chunks)
            {
                Assert.Equal(chunk.FrameHash, Hash(await store.Bytes(chunk.Frame)));
            }

            // Also of attempts that were not committed.
            foreach (var checkpoint in await store.Names(JobLayout.Checkpoints(job.Id, variant.Id)))
            {
                var hash = Hash(await store.Bytes(checkpoint));
                Assert.EndsWith($"-{hash}.safetensors", checkpoint, StringComparison.Ordinal);
            }

            var kept = await store.Names(JobLayout.Checkpoints(job.Id, variant.Id));
            Assert.All(history.Chunks.TakeLast(2), c => Assert.Contains(c.Checkpoint, kept));
        }

        // Everything else is JSON or PNG or a table, and reads as such.
        foreach (var name in await store.Names(JobLayout.Folder(job.Id)))
        {
            var bytes = await store.Bytes(name);
            switch (Path.GetExtension(name))
            {
                case ".json":
                    Assert.Equal("{}", $"{(char)bytes[0]}{(char)bytes[^1]}");
                    break;
                case ".png":
                    Assert.Equal("IEND", Encoding.ASCII.GetString(bytes[^8..^4]));
                    break;
                case ".csv":
                    Assert.Equal((byte)'\n', bytes[^1]);
                    break;
                default:
                    Assert.EndsWith(".safetensors", name, StringComparison.Ordinal);
                    break;
            }
        }
    }

    private static async Task AssertPainted(IArtifactStore store, Job job, string variant)
    {
        var history = await store.History(job, variant);
        Assert.True(history.Position.IsDone(history.Variant));
        var wanted = await _wanted.GetOrAdd(Key(job, variant), _ => PaintInOnePiece(job, variant));
        Assert.Equal(wanted.Result, Hash(await store.Bytes(JobLayout.Result(job.Id, variant))));
        Assert.Equal(wanted.State, State(history));

        // Every iteration once.
        var rows = (await store.Text(JobLayout.Losses(job.Id, variant))).TrimEnd().Split('\n').Skip(1);
        Assert.Equal(
            Enumerable.Range(1, history.Variant.Scales.Sum(s => s.Iterations)).Select(i => $"{i}"),
            rows.Select(r => r.Split(',')[0]));
        Assert.Equal(
            history.Chunks.Select(c => c.Frame).Order(StringComparer.Ordinal),
            await store.Names(JobLayout.Frames(job.Id, variant)));
        Assert.Equal(
            history.Chunks.TakeLast(2).Select(c => c.Checkpoint),
            await store.Names(JobLayout.Checkpoints(job.Id, variant)));
        await store.AssertWhole(job);
    }

    // The same variant of the same job, whichever run of it, and by one worker without a pause.
    private static async Task<(string Result, string State)> PaintInOnePiece(Job job, string variant)
    {
        using var folder = new TemporaryFolder();
        var store = new FolderArtifactStore(folder.FullName);
        foreach (var input in job.Inputs)
        {
            var picture = SmallJob.Pictures.Values.First(p => p.Hash == input.Hash);
            await using var png = picture.OpenRead();
            await store.CreateAsync(JobLayout.Input(job.Id, input.Hash), png);
        }

        await store.CreateJsonAsync(JobLayout.Job(job.Id), job, PipelineJson.Default.Job);
        await store.Paint(job, new ChunkBudget(), variant);
        return (Hash(await store.Bytes(JobLayout.Result(job.Id, variant))), State(await store.History(job, variant)));
    }

    private static string Key(Job job, string variant) => $"{job.Id.Split('-')[0]}/{variant}";

    // The last checkpoint's name ends in its hash: every bit of pixels, average and optimiser.
    private static string State(VariantHistory history) => history.Chunks[^1].Checkpoint.Split('/')[^1];

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
