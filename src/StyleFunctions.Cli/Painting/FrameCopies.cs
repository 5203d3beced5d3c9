using System.Globalization;
using StyleFunctions.Cli.Jobs;
using StyleFunctions.Imaging;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Chunks;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Cli.Painting;

/// <summary>
/// Pictures on the way, copied from the job into a folder of the user's: one every so many iterations, and one at the
/// end of each scale.
/// </summary>
/// <param name="folder">Where jobs are kept.</param>
/// <param name="job">The job.</param>
/// <param name="output">Where they are written, and how many.</param>
/// <param name="notices">
/// Tells a person that they cannot be written any more, which is no reason to lose the picture.
/// </param>
internal sealed class FrameCopies(JobFolder folder, Job job, JobOutput output, Notices notices)
{
    private readonly Dictionary<string, VariantHistory> _copied =
        job.Variants.ToDictionary(v => v.Id, v => new VariantHistory(v, []));

    private bool _failed;

    /// <summary>Copies the frames that are due and have not been copied.</summary>
    /// <param name="variant">The variant's id.</param>
    public async Task CatchUpAsync(string variant)
    {
        if (output.Frames is null || _failed)
        {
            return;
        }

        try
        {
            var before = _copied[variant];
            var now = await before.ReadOnAsync(folder.Artifacts, job.Id);
            var place = Path.Combine(output.Frames, VariantFiles.NameOf(job, now.Variant));
            foreach (var chunk in now.Chunks.Skip(before.Chunks.Count).Where(c => IsDue(c, now.Variant)))
            {
                await CopyAsync(chunk, place);
            }

            _copied[variant] = now;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _failed = true;
            notices.Say($"No more pictures can be written to '{output.Frames}': {e.Message}");
        }
    }

    /// <summary>Says so where frames that are due were not kept, the job having been begun without them.</summary>
    public void TellWhatIsMissing()
    {
        if (output.Frames is null || _failed)
        {
            return;
        }

        var due = job.Variants.Sum(v => v.Scales.Sum(s => ((s.Iterations - 1) / output.FramesEvery) + 1));
        var copied = _copied.Values.Sum(h => h.Chunks.Count(c => IsDue(c, h.Variant)));
        if (copied < due)
        {
            notices.Say($"{copied} of {due} pictures on the way were kept: the job was begun with other --frames.");
        }
    }

    private bool IsDue(ChunkManifest chunk, Variant variant) =>
        chunk.End % output.FramesEvery == 0 || chunk.End == variant.Scales[chunk.Scale].Iterations;

    private async Task CopyAsync(ChunkManifest chunk, string place)
    {
        if (await folder.Artifacts.ReadBytesAsync(chunk.Frame) is { } file)
        {
            // Sorted by name, they are in the order of their making.
            var name = string.Create(
                CultureInfo.InvariantCulture, $"scale{chunk.Scale + 1:00}-iteration{chunk.End:000000}.png");
            Directory.CreateDirectory(place);
            PictureFile.WriteEncoded(Path.Combine(place, name), file);
        }
    }
}
