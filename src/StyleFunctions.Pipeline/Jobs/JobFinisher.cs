using StyleFunctions.Imaging;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.ContactSheets;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>
/// Ends a job whose variants are all done: contact-sheet.png, if there is more than one, and, last, manifest.json.
/// </summary>
/// <param name="store">The store.</param>
public sealed class JobFinisher(IArtifactStore store)
{
    // What a job has painted is read, however large.
    private static readonly PictureLimits _anySize = new(long.MaxValue, int.MaxValue, long.MaxValue);

    private readonly JobStore _jobs = new(store);

    /// <summary>Writes what is not there yet. Idempotent.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ArgumentException">There is no such job.</exception>
    /// <exception cref="InvalidOperationException">A variant is not done.</exception>
    /// <exception cref="InvalidDataException">A result is gone or damaged, and so is the frame it was.</exception>
    public async Task<JobManifest> FinishAsync(string job, CancellationToken cancellation = default)
    {
        var accepted = await _jobs.ReadAsync(job, cancellation)
            ?? throw new ArgumentException($"There is no job '{job}'.", nameof(job));
        if (await _jobs.ReadManifestAsync(job, cancellation) is { } present)
        {
            return present;
        }

        var manifest = await ManifestAsync(accepted, cancellation);
        if (manifest.ContactSheet is not null && !await ExistsAsync(manifest.ContactSheet, cancellation))
        {
            var hashes = manifest.Variants.ToDictionary(v => v.Variant, v => v.ResultHash);
            var drawn = new ContactSheet(
                accepted, (variant, giveUp) => ReadResultAsync(job, variant.Id, hashes[variant.Id], giveUp));
            using var sheet = new MemoryStream(await drawn.DrawAsync(cancellation));
            await store.CreateAsync(manifest.ContactSheet, sheet, cancellation);
        }

        await store.CreateJsonAsync(
            JobLayout.Manifest(job), manifest, PipelineJson.Default.JobManifest, cancellation);
        return (await _jobs.ReadManifestAsync(job, cancellation))!;
    }

    private async Task<JobManifest> ManifestAsync(Job job, CancellationToken cancellation)
    {
        var summaries = new List<VariantSummary>();
        var versions = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var variant in job.Variants)
        {
            var result = await _jobs.ReadResultAsync(job.Id, variant.Id, cancellation)
                ?? throw new InvalidOperationException($"{job.Id}, {variant.Id}: the result is missing.");
            summaries.Add(Summary(result));
            foreach (var (name, values) in result.Versions)
            {
                versions[name] = [.. versions.GetValueOrDefault(name, []).Union(values)];
            }
        }

        return new JobManifest
        {
            Job = job.Id,
            Name = job.Name,
            Network = job.Network,
            Versions = versions,
            Inputs = job.Inputs,
            ContactSheet = job.Variants.Count > 1 ? JobLayout.ContactSheet(job.Id) : null,
            Variants = summaries,
        };
    }

    private static VariantSummary Summary(ResultManifest result) => new(
        result.Variant,
        result.Label,
        JobLayout.Result(result.Job, result.Variant),
        result.ResultHash,
        new FinalLosses(
            result.Losses.Total[^1], result.Losses.Content[^1], result.Losses.Style[^1], result.Losses.Tv[^1]),
        Math.Round(result.Chunks.Sum(c => c.Timings.Load + c.Timings.Optimize + c.Timings.Save), 6));

    private async Task<bool> ExistsAsync(string name, CancellationToken cancellation)
    {
        await using var content = await store.ReadAsync(name, cancellation);
        return content is not null;
    }

    // A result that was damaged since is made again: the last frame is the same picture.
    private async Task<Picture> ReadResultAsync(
        string job, string variant, string hash, CancellationToken cancellation)
    {
        if (await TryReadResultAsync(job, variant, hash, cancellation) is { } picture)
        {
            return picture;
        }

        await store.DeleteAsync(JobLayout.ResultManifest(job, variant), cancellation);
        await store.DeleteAsync(JobLayout.Result(job, variant), cancellation);
        await new VariantFinisher(store).FinishAsync(job, variant, cancellation);
        return await TryReadResultAsync(job, variant, hash, cancellation)
            ?? throw new InvalidDataException($"The result {JobLayout.Result(job, variant)} is gone or damaged.");
    }

    private async Task<Picture?> TryReadResultAsync(
        string job, string variant, string hash, CancellationToken cancellation)
    {
        var png = await store.ReadWholeAsync(JobLayout.Result(job, variant), hash, cancellation);
        return png is null ? null : PictureFile.Decode(png, _anySize);
    }
}
