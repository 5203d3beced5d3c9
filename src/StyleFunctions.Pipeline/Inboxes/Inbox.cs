using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using StyleFunctions.Imaging;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Uploads;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Pipeline.Inboxes;

/// <summary>
/// Starts jobs for files that people put into the inbox: a request, inbox/NAME.json, or just a picture,
/// inbox/STYLE/NAME.png, where STYLE names a picture of styles/. Beside each file lies, once it was looked at, what
/// became of it, so that it is not started again.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="submission">Hands requests in.</param>
/// <param name="limits">The largest pictures.</param>
public sealed class Inbox(IArtifactStore store, Submission submission, UploadLimits limits)
{
    private const long MostRequestBytes = 1_000_000;

    private readonly UploadStore _uploads = new(store);
    private readonly HashSet<InboxFile> _troubles = [];
    private Dictionary<string, string> _before = [];

    /// <summary>
    /// Called once for a file that cannot be taken and beside which that cannot be written; each look tries again.
    /// </summary>
    public Action<string, Exception> OnTrouble { get; init; } = (_, _) => { };

    /// <summary>
    /// Looks at what is there. What has changed since the last look may still be being copied in, and is left.
    /// </summary>
    /// <param name="cancellation">Gives up.</param>
    public async Task LookAsync(CancellationToken cancellation = default)
    {
        var (files, receipts) = await ListAsync(cancellation);
        var settled = files.Where(f => _before.GetValueOrDefault(f.Name) == f.Version).ToList();
        _before = files.ToDictionary(f => f.Name, f => f.Version);
        _troubles.IntersectWith(files);
        var seen = Seen(settled);
        foreach (var file in settled.Where(IsForUs))
        {
            try
            {
                if (!await IsKnownAsync(file, receipts, seen, cancellation))
                {
                    await TakeAsync(file, settled, seen, cancellation);
                }
            }
            catch (QueueFullException)
            {
                return; // the others' pictures would be decoded for nothing
            }
#pragma warning disable CA1031 // One file's trouble is not the others'.
            catch (Exception e) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
            {
                if (_troubles.Add(file))
                {
                    OnTrouble(file.Name, e);
                }
            }
        }
    }

    /// <summary>
    /// Takes one file at once, where files appear whole, as in a blob container. Idempotent; what is no request and no
    /// picture of a style is left.
    /// </summary>
    /// <param name="name">The file's name in the store.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IOException">It cannot be taken now; another time it may.</exception>
    public async Task TakeAsync(string name, CancellationToken cancellation = default)
    {
        var (files, receipts) = await ListAsync(cancellation);
        var seen = Seen(files);
        if (files.Find(f => f.Name == name) is { } file && IsForUs(file)
            && !await IsKnownAsync(file, receipts, seen, cancellation))
        {
            await TakeAsync(file, files, seen, cancellation);
        }
    }

    /// <summary>Takes a file that could not be taken before; or says beside it why it cannot.</summary>
    /// <param name="name">The file's name in the store.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task TakeOrRefuseAsync(string name, CancellationToken cancellation = default)
    {
        try
        {
            await TakeAsync(name, cancellation);
        }
#pragma warning disable CA1031 // Nobody tries again: whatever it is, a person is told.
        catch (Exception e) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            var (files, _) = await ListAsync(cancellation);
            if (files.Find(f => f.Name == name) is { } file)
            {
                await RefuseAsync(file, new InboxRefusal(e.Message, null, Seen(files)), cancellation);
            }
        }
    }

    private bool IsForUs(InboxFile file) => file.IsRequest || (file.Style is not null && submission.Gate.Formats
        .SelectMany(f => f.Endings).Any(e => file.Name.EndsWith(e, StringComparison.OrdinalIgnoreCase)));

    // The inbox's files and the styles; apart from them, the names of receipts and refusals.
    private async Task<(List<InboxFile> Files, HashSet<string> Receipts)> ListAsync(CancellationToken cancellation)
    {
        var files = await store.ListAsync(JobLayout.Inbox, cancellation)
            .Select(e => new InboxFile(e.Name, e.Version))
            .ToListAsync(cancellation);
        var receipts = files.Where(f => f.IsReceipt).Select(f => f.Name).ToHashSet();
        files.RemoveAll(f => f.IsReceipt);
        files.AddRange(await store.ListAsync(JobLayout.Styles, cancellation)
            .Select(e => new InboxFile(e.Name, e.Version))
            .ToListAsync(cancellation));
        return (files, receipts);
    }

    private static string Seen(IEnumerable<InboxFile> files) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\n', files.Select(f => $"{f.Name} {f.Version}")))))[..16];

    private async Task<bool> IsKnownAsync(
        InboxFile file, HashSet<string> receipts, string seen, CancellationToken cancellation)
    {
        try
        {
            return (receipts.Contains(file.Receipt)
                    && (await store.ReadJsonAsync(file.Receipt, PipelineJson.Default.InboxReceipt, cancellation))
                        ?.Value.Version == file.Version)
                || (receipts.Contains(file.Refusal)
                    && (await store.ReadJsonAsync(file.Refusal, PipelineJson.Default.InboxRefusal, cancellation))
                        ?.Value.Seen == seen);
        }
        catch (InvalidDataException)
        {
            return false; // somebody wrote something else there
        }
    }

    private async Task TakeAsync(
        InboxFile file, List<InboxFile> settled, string seen, CancellationToken cancellation)
    {
        ArtifactName.Check(file.Refusal); // before it starts what no receipt could tell of
        var names = settled.Select(f => f.Name).ToHashSet();
        try
        {
            var accepted = await SubmitAsync(
                file, new InboxPictures(store, _uploads, submission.Gate, limits, names.Contains), cancellation);
            await store.DeleteAsync(file.Refusal, cancellation);
            await store.PutJsonAsync(
                file.Receipt,
                new InboxReceipt(accepted.Job.Id, file.Version),
                PipelineJson.Default.InboxReceipt,
                cancellation);
        }
        catch (UnsettledException)
        {
            // The next look may find it better.
        }
        catch (Exception e) when (e is JobRefusedException or InvalidSettingException
            or PictureFormatException or JsonException or InvalidDataException)
        {
            var field = (e as JobRefusedException)?.Field ?? (e as InvalidSettingException)?.Setting;
            await RefuseAsync(file, new InboxRefusal(e.Message, field, seen), cancellation);
        }
    }

    private async Task RefuseAsync(InboxFile file, InboxRefusal refusal, CancellationToken cancellation)
    {
        await store.DeleteAsync(file.Receipt, cancellation);
        await store.PutJsonAsync(file.Refusal, refusal, PipelineJson.Default.InboxRefusal, cancellation);
    }

    private async Task<AcceptedJob> SubmitAsync(
        InboxFile file, InboxPictures pictures, CancellationToken cancellation)
    {
        if (file.Style is not { } style)
        {
            return await submission.SubmitAsync(
                await ReadRequestAsync(file, cancellation), pictures.FindAsync, cancellation: cancellation);
        }

        var request = new JobRequest { Name = file.ShortName, Content = [file.ShortName], Styles = [style] };
        return await submission.SubmitAsync(request, FindAsync, cancellation: cancellation);

        async Task<CanonicalPicture?> FindAsync(string name, CancellationToken gone) => name == file.ShortName
            ? await store.ReadPictureAsync(file.Name, submission.Gate, limits.Picture, () => { }, gone)
            : await pictures.FindStyleAsync(name, gone) ?? throw new JobRefusedException(
                "styles", $"There is no picture {JobLayout.Styles}{style}.png or .jpg.");
    }

    private async Task<JobRequest> ReadRequestAsync(InboxFile file, CancellationToken cancellation)
    {
        await using var content = await store.ReadAsync(file.Name, cancellation) ?? throw new UnsettledException();
        return content.Length > MostRequestBytes
            ? throw new JsonException($"A request has at most {MostRequestBytes:N0} bytes.")
            : await JsonSerializer.DeserializeAsync(content.Stream, PipelineJson.Default.JobRequest, cancellation)
                ?? throw new JsonException("The request is null; it must be an object.");
    }
}
