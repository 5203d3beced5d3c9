using StyleFunctions.Imaging;
using StyleFunctions.Pipeline.Artifacts;
using StyleFunctions.Pipeline.Jobs;

namespace StyleFunctions.Pipeline.Uploads;

/// <summary>Pictures in a store.</summary>
internal static class StoredPicture
{
    /// <summary>Reads a picture file, and makes it canonical.</summary>
    /// <param name="store">The store.</param>
    /// <param name="name">The artifact's name.</param>
    /// <param name="gate">Decodes it.</param>
    /// <param name="limits">The largest picture accepted.</param>
    /// <param name="found">Called when there is one, before it is read.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The picture; null if there is no artifact of that name.</returns>
    /// <exception cref="PictureFormatException">Not a picture, damaged, or too large.</exception>
    public static async Task<CanonicalPicture?> ReadPictureAsync(
        this IArtifactStore store,
        string name,
        PictureGate gate,
        PictureLimits limits,
        Action found,
        CancellationToken cancellation)
    {
        await using var content = await store.ReadAsync(name, cancellation);
        if (content is null)
        {
            return null;
        }

        found();
        if (content.Length > limits.MaximumBytes)
        {
            throw new PictureFormatException(
                $"The file has {content.Length:N0} bytes; at most {limits.MaximumBytes:N0} are read.");
        }

        var file = new byte[content.Length];
        var length = await content.Stream.ReadAtLeastAsync(file, file.Length, throwOnEndOfStream: false, cancellation);
        return gate.Decode(file.AsSpan(0, length), limits);
    }
}
