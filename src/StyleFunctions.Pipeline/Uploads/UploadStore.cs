using System.Security.Cryptography;
using System.Text;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Pipeline.Uploads;

/// <summary>
/// Pictures that requests name: each once, as canonical PNG named by its hash, and for each name a small record that
/// says which it is.
/// </summary>
/// <param name="store">The store.</param>
public sealed class UploadStore(IArtifactStore store)
{
    /// <summary>The folder of all uploads.</summary>
    public const string Folder = "uploads/";

    private const int HashLength = 64;

    /// <summary>Keeps a picture under a name; what had the name before has it no longer.</summary>
    /// <param name="name">A name that <see cref="UploadName"/> allows.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The upload, and whether the name is new.</returns>
    /// <exception cref="ArgumentException">The name is not allowed; the message says why.</exception>
    public async Task<(Upload Upload, bool IsNew)> PutAsync(
        string name, CanonicalPicture picture, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (UploadName.Problem(name) is { } problem)
        {
            throw new ArgumentException(problem, nameof(name));
        }

        await using var png = picture.OpenRead();
        var file = PictureName(picture.Hash);
        if (await store.CreateAsync(file, png, cancellation) is null
            && (await store.ReadBytesAsync(file, cancellation))?.AsSpan().SequenceEqual(picture.Png.Span) != true)
        {
            await store.PutAsync(file, picture.Png.ToArray(), cancellation); // what was there is damaged
        }

        var upload = new Upload(name, picture.Hash, picture.Width, picture.Height);
        var (record, type) = (RecordName(name), PipelineJson.Default.Upload);
        if (await store.CreateJsonAsync(record, upload, type, cancellation))
        {
            return (upload, true);
        }

        await store.PutJsonAsync(record, upload, type, cancellation);
        return (upload, false);
    }

    /// <summary>The picture of a name or, if none has it, of a hash.</summary>
    /// <param name="nameOrHash">The name or the hash.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The picture; null if there is none.</returns>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public async Task<CanonicalPicture?> ReadAsync(string nameOrHash, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrHash);
        var record = await store.ReadJsonAsync(RecordName(nameOrHash), PipelineJson.Default.Upload, cancellation);
        var hash = record?.Value.Hash ?? nameOrHash;
        return hash.Length == HashLength && hash.All(char.IsAsciiHexDigitLower)
            && await store.ReadBytesAsync(PictureName(hash), cancellation) is { } png
            ? CanonicalPicture.Read(png, hash)
            : null;
    }

    private static string PictureName(string hash) => $"{Folder}{hash}.png";

    private static string RecordName(string name) =>
        $"{Folder}names/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))}.json";
}
