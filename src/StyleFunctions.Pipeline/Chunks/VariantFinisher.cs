using System.Text;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Checkpoints;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Pipeline.Chunks;

/// <summary>Ends a variant whose chunks are all committed: result.png, losses.csv and, last, result.json.</summary>
/// <param name="store">The store.</param>
public sealed class VariantFinisher(IArtifactStore store)
{
    private readonly JobStore _jobs = new(store);

    /// <summary>Writes what is not there yet, and removes what losing attempts left. Idempotent.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="variant">The variant's id.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ArgumentException">There is no such job.</exception>
    /// <exception cref="KeyNotFoundException">It has no such variant.</exception>
    /// <exception cref="InvalidOperationException">Chunks are missing.</exception>
    /// <exception cref="InvalidDataException">
    /// The last frame, which is the result, is gone or damaged; <see cref="ChunkRunner.RepairLastFrameAsync"/> makes it
    /// again.
    /// </exception>
    public async Task<ResultManifest> FinishAsync(string job, string variant, CancellationToken cancellation = default)
    {
        var accepted = await _jobs.ReadAsync(job, cancellation)
            ?? throw new ArgumentException($"There is no job '{job}'.", nameof(job));
        var history = await VariantHistory.ReadAsync(store, accepted, accepted.Variant(variant), cancellation);
        if (!history.Position.IsDone(history.Variant))
        {
            throw new InvalidOperationException($"{job}, {variant}: the chunk at {history.Position} is missing.");
        }

        if (await _jobs.ReadResultAsync(job, variant, cancellation) is { } done)
        {
            await RemoveLosersAsync(accepted, history, cancellation); // who may have written after another had ended
            return done;
        }

        var last = history.Chunks[^1];
        var picture = await store.ReadWholeAsync(last.Frame, last.FrameHash, cancellation)
            ?? throw new InvalidDataException($"The frame {last.Frame} is gone or damaged.");
        await using var result = new MemoryStream(picture);
        await store.CreateAsync(JobLayout.Result(job, variant), result, cancellation);
        var losses = Encoding.UTF8.GetBytes(LossesCsv.Write(history));
        await store.PutAsync(JobLayout.Losses(job, variant), losses, cancellation);
        await RemoveLosersAsync(accepted, history, cancellation);

        var (name, type) = (JobLayout.ResultManifest(job, variant), PipelineJson.Default.ResultManifest);
        await store.CreateJsonAsync(name, Manifest(accepted, history), type, cancellation);
        return (await store.ReadJsonAsync(name, type, cancellation))!.Value.Value;
    }

    private static ResultManifest Manifest(Job job, VariantHistory history)
    {
        var (variant, last) = (history.Variant, history.Chunks[^1]);
        return new ResultManifest
        {
            Job = job.Id,
            Variant = variant.Id,
            Label = variant.Label,
            ResultHash = last.FrameHash,
            Inputs = [.. job.Inputs.Where(i =>
                i.Hash == variant.Content || variant.Styles.Contains(i.Hash) || i.Hash == variant.Start)],
            Settings = variant.Settings,
            Network = job.Network,
            Engine = string.Join(", ", history.Chunks.Select(c => c.Engine).Distinct()),
            Versions = history.Chunks.SelectMany(c => c.Versions).GroupBy(v => v.Key).ToDictionary(
                v => v.Key, v => (IReadOnlyList<string>)[.. v.Select(version => version.Value).Distinct()]),
            Chunks = [.. history.Chunks.Select(c => new ResultChunk(c.Scale, c.Start, c.End, c.Timings))],
            Losses = Last(last.Losses),
        };
    }

    private static ChunkLosses Last(ChunkLosses losses) => new()
    {
        Total = [losses.Total[^1]],
        Content = [losses.Content[^1]],
        Style = [losses.Style[^1]],
        StyleLayers = losses.StyleLayers.ToDictionary(l => l.Key, l => (IReadOnlyList<double>)[l.Value[^1]]),
        Tv = [losses.Tv[^1]],
        Seconds = [losses.Seconds[^1]],
    };

    private async Task RemoveLosersAsync(Job job, VariantHistory history, CancellationToken cancellation)
    {
        var checkpoints = new CheckpointStore(store, job.Id, history.Variant.Id);
        await checkpoints.RemoveBeforeAsync(history.Chunks[^1].Checkpoints, cancellation);
        var frames = history.Chunks.Select(c => c.Frame).ToHashSet();
        await foreach (var frame in store.ListAsync(JobLayout.Frames(job.Id, history.Variant.Id), cancellation))
        {
            if (!frames.Contains(frame.Name))
            {
                await store.DeleteAsync(frame.Name, cancellation);
            }
        }
    }
}
