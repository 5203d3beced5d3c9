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

    private static async Task<Picture> ReadAsync(
        IArtifactStore store, Job job, string hash, CancellationToken cancellation)
    {
        var name = JobLayout.Input(job.Id, hash);
        await using var content = await store.ReadAsync(name, cancellation);
        if (content is null)
        {
            throw new MissingInputException(
                $"The picture '{job.Input(hash).Name}' is gone: put it back as {name}, and resume the job.");
        }

        var file = new byte[content.Length];
        var length = await content.Stream.ReadAtLeastAsync(file, file.Length, throwOnEndOfStream: false, cancellation);
        if (length < file.Length || Convert.ToHexStringLower(SHA256.HashData(file)) != hash)
        {
            throw new MissingInputException(
                $"The picture '{job.Input(hash).Name}' is damaged: put it back as {name}, and resume the job.");
        }

        return PictureFile.Decode(file);
    }
}
