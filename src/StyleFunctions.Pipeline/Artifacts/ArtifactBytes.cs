using System.Security.Cryptography;

namespace StyleFunctions.Pipeline.Artifacts;

/// <summary>Artifacts as they are, read and written at once.</summary>
public static class ArtifactBytes
{
    /// <summary>Reads an artifact as it is.</summary>
    /// <param name="store">The store.</param>
    /// <param name="name">Its name.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What it holds; null if there is none of that name.</returns>
    public static async Task<byte[]?> ReadBytesAsync(
        this IArtifactStore store, string name, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        await using var content = await store.ReadAsync(name, cancellation);
        if (content is null)
        {
            return null;
        }

        var bytes = new byte[content.Length];
        await content.Stream.ReadExactlyAsync(bytes, cancellation);
        return bytes;
    }

    /// <summary>Reads an artifact whose hash is known.</summary>
    /// <param name="store">The store.</param>
    /// <param name="name">Its name.</param>
    /// <param name="hash">Its SHA-256, in lower-case hexadecimal.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What it holds; null if it is gone or damaged.</returns>
    internal static async Task<byte[]?> ReadWholeAsync(
        this IArtifactStore store, string name, string hash, CancellationToken cancellation)
    {
        var bytes = await store.ReadBytesAsync(name, cancellation);
        return bytes is not null && Convert.ToHexStringLower(SHA256.HashData(bytes)) == hash ? bytes : null;
    }

    /// <summary>Writes an artifact whatever is there.</summary>
    /// <param name="store">The store.</param>
    /// <param name="name">Its name.</param>
    /// <param name="bytes">What it is to hold.</param>
    /// <param name="cancellation">Gives up.</param>
    internal static async Task PutAsync(
        this IArtifactStore store, string name, byte[] bytes, CancellationToken cancellation)
    {
        while (true)
        {
            using var created = new MemoryStream(bytes);
            if (await store.CreateAsync(name, created, cancellation) is not null)
            {
                return;
            }

            var present = await store.ReadAsync(name, cancellation);
            if (present is null)
            {
                continue; // removed meanwhile
            }

            await present.DisposeAsync();
            using var replaced = new MemoryStream(bytes);
            if (await store.ReplaceAsync(name, replaced, present.Version, cancellation) is not null)
            {
                return;
            }
        }
    }
}
