using System.Security.Cryptography;
using StyleFunctions.Cli.Jobs;
using StyleFunctions.Imaging;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Cli.Painting;

/// <summary>Brings a job's pictures to where the command line wants them.</summary>
/// <param name="folder">Where jobs are kept.</param>
/// <param name="job">The job.</param>
/// <param name="output">Where they are written.</param>
/// <param name="notices">Is told which files were written.</param>
internal sealed class JobDelivery(JobFolder folder, Job job, JobOutput output, Notices notices)
{
    private readonly HashSet<string> _delivered = [];
    private readonly List<string> _unnamed = [];

    /// <summary>How many variants' results are delivered.</summary>
    public int Count => _delivered.Count;

    /// <summary>Writes the results that are there and have not been written.</summary>
    /// <exception cref="UsageException">One cannot be written.</exception>
    public async Task CatchUpAsync()
    {
        foreach (var variant in job.Variants.Where(v => !_delivered.Contains(v.Id)))
        {
            if (await folder.Jobs.ReadResultAsync(job.Id, variant.Id) is { } result)
            {
                await WriteAsync(JobLayout.Result(job.Id, variant.Id), PathOf(variant), result.ResultHash);
                _delivered.Add(variant.Id);
            }
        }
    }

    /// <summary>Writes what shows all variants together, if it is there.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public async Task WriteContactSheetAsync()
    {
        if (job.Variants.Count > 1 && await folder.Artifacts.ReadBytesAsync(JobLayout.ContactSheet(job.Id)) is not null)
        {
            await WriteAsync(JobLayout.ContactSheet(job.Id), Path.Combine(output.Path, "contact-sheet.png"));
        }
    }

    /// <summary>Writes a picture that is not finished.</summary>
    /// <param name="last">The last chunk that is done.</param>
    /// <param name="variant">The variant.</param>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public Task WriteSoFarAsync(ChunkManifest last, Variant variant) => WriteAsync(last.Frame, PathOf(variant));

    /// <summary>Names the files that were written, now that no progress bar is in the way.</summary>
    public void NameWritten()
    {
        _unnamed.ForEach(notices.Wrote);
        _unnamed.Clear();
    }

    private string PathOf(Variant variant) => job.Variants.Count == 1
        ? output.Path
        : Path.Combine(output.Path, $"{VariantFiles.NameOf(job, variant)}.png");

    private async Task WriteAsync(string artifact, string path, string? hash = null)
    {
        var file = await folder.Artifacts.ReadBytesAsync(artifact)
            ?? throw new UsageException($"The picture '{artifact}' is gone from the store '{folder.Path}'.");
        if (hash is not null && Convert.ToHexStringLower(SHA256.HashData(file)) != hash)
        {
            throw new UsageException($"The picture '{artifact}' in the store '{folder.Path}' is damaged; after "
                + $"'{folder.Command($"jobs delete {job.Id}")}' it can be painted anew.");
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            Write(path, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                $"'{path}' cannot be written: {e.Message} The picture is kept in '{folder.Path}' as {artifact}.");
        }

        _unnamed.Add(path);
    }

    private void Write(string path, byte[] png)
    {
        if (path.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
        {
            PictureFile.WriteEncoded(path, png);
            return;
        }

        var picture = PictureFile.Decode(png);
        PictureFile.Write(path, picture, new PictureWriteOptions { JpegQuality = output.JpegQuality });
        if (picture.Alpha is not null)
        {
            notices.Say("The content picture's transparency is lost in a JPEG; a .png keeps it.");
        }
    }
}
