using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Pipeline.Uploads;

namespace StyleFunctions.Pipeline.Inboxes;

/// <summary>Finds the pictures that a request in the inbox names.</summary>
/// <param name="store">The store.</param>
/// <param name="uploads">The uploads.</param>
/// <param name="gate">Decodes them.</param>
/// <param name="limits">The largest pictures.</param>
/// <param name="isSettled">Whether a file of the inbox or a style has been copied in to its end.</param>
internal sealed class InboxPictures(
    IArtifactStore store, UploadStore uploads, PictureGate gate, UploadLimits limits, Func<string, bool> isSettled)
{
    /// <summary>The picture of a name: beside the request, else among the styles, else among the uploads.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="UnsettledException">It is still being copied in.</exception>
    /// <exception cref="Imaging.PictureFormatException">It is no picture, or too large.</exception>
    public async Task<CanonicalPicture?> FindAsync(string name, CancellationToken cancellation)
    {
        var beside = JobLayout.Inbox + name;
        if (ArtifactName.Problem(beside) is null
            && await ReadAsync(beside, cancellation) is { } picture)
        {
            return picture;
        }

        return await FindStyleAsync(name, cancellation) ?? await uploads.ReadAsync(name, cancellation);
    }

    /// <summary>The picture of a style; null if there is none.</summary>
    /// <param name="style">Its name, with or without its ending.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="UnsettledException">It is still being copied in.</exception>
    /// <exception cref="Imaging.PictureFormatException">It is no picture, or too large.</exception>
    public async Task<CanonicalPicture?> FindStyleAsync(string style, CancellationToken cancellation)
    {
        foreach (var name in gate.Formats.SelectMany(f => f.Endings).Prepend("")
            .Select(ending => $"{JobLayout.Styles}{style}{ending}"))
        {
            if (ArtifactName.Problem(name) is null
                && await ReadAsync(name, cancellation) is { } picture)
            {
                return picture;
            }
        }

        return null;
    }

    private Task<CanonicalPicture?> ReadAsync(string name, CancellationToken cancellation) =>
        store.ReadPictureAsync(
            name,
            gate,
            limits.Picture,
            () => _ = isSettled(name) ? true : throw new UnsettledException(),
            cancellation);
}
