using System.Security.Cryptography;
using StyleFunctions.Imaging;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Transfer;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>Reads the pictures of a variant.</summary>
internal static class JobInputs
{
    /// <summary>Reads them, and checks that they are those the job was accepted with.</summary>
    /// <param name="store">The store.</param>
    /// <param name="job">The job.</param>
    /// <param name="variant">The variant.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="MissingInputException">One is gone or damaged.</exception>
    public static async Task<TransferInputs> ReadAsync(
        IArtifactStore store, Job job, Variant variant, CancellationToken cancellation)
    {
        var styles = new List<Picture>();
        foreach (var style in variant.Styles)
        {
            styles.Add(await ReadAsync(store, job, style, cancellation));
        }

        return new TransferInputs(
            await ReadAsync(store, job, variant.Content, cancellation),
            styles,
            variant.Start is null ? null : await ReadAsync(store, job, variant.Start, cancellation));
    }

    /// <summary>
    /// Checks that they are still there: a job without one fails alike wherever its next chunk runs, and not only where
    /// it would have to be read again.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="job">The job.</param>
    /// <param name="variant">The variant.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="MissingInputException">One is gone.</exception>
    public static async Task CheckAsync(
        IArtifactStore store, Job job, Variant variant, CancellationToken cancellation)
    {
        foreach (var hash in (string?[])[variant.Content, .. variant.Styles, variant.Start])
        {
            if (hash is not null)
            {
                await using var content = await OpenAsync(store, job, hash, cancellation);
            }
        }
    }

    private static async Task<ArtifactContent> OpenAsync(
        IArtifactStore store, Job job, string hash, CancellationToken cancellation)
    {
        var name = JobLayout.Input(job.Id, hash);
        return await store.ReadAsync(name, cancellation) ?? throw new MissingInputException(
            $"The picture '{job.Input(hash).Name}' is gone: put it back as {name}, and resume the job.");
    }

    private static async Task<Picture> ReadAsync(
        IArtifactStore store, Job job, string hash, CancellationToken cancellation)
    {
        await using var content = await OpenAsync(store, job, hash, cancellation);
        var file = new byte[content.Length];
        var length = await content.Stream.ReadAtLeastAsync(file, file.Length, throwOnEndOfStream: false, cancellation);
        if (length < file.Length || Convert.ToHexStringLower(SHA256.HashData(file)) != hash)
        {
            throw new MissingInputException(
                $"The picture '{job.Input(hash).Name}' is damaged: put it back as {JobLayout.Input(job.Id, hash)}, "
                + "and resume the job.");
        }

        return PictureFile.Decode(file);
    }
}
