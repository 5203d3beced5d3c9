using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using StyleFunctions.Pipeline.Artifacts;

namespace StyleFunctions.Functions.Blobs;

/// <summary>
/// Artifacts as blobs of a container. What must happen once is a precondition of the service (If-None-Match, If-Match),
/// a version is an ETag, and what is sent or fetched again after a failure is the client library's business.
/// </summary>
/// <remarks>
/// A small artifact is read at once. A large one is fetched in pieces, all of one version: if it is replaced or removed
/// meanwhile, the reading ends with an <see cref="IOException"/>. Listings come in the service's order, which is
/// ordinal, but not stated for characters beyond U+FFFF.
/// </remarks>
/// <param name="container">The container; its options say how often and how long it is tried again.</param>
public sealed class BlobArtifactStore(BlobContainerClient container) : IArtifactStore
{
    /// <summary>Makes the container if there is none.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IOException">The storage cannot be reached.</exception>
    /// <exception cref="UnauthorizedAccessException">This app may not.</exception>
    public Task EnsureAsync(CancellationToken cancellation = default) =>
        BlobFailure.Explain(container.CreateIfNotExistsAsync(cancellationToken: cancellation));

    /// <inheritdoc/>
    public async Task<ArtifactContent?> ReadAsync(string name, CancellationToken cancellation = default)
    {
        ArtifactName.Check(name);
        return await BlobReadStream.OpenAsync(container.GetBlobClient(name), cancellation) is { } stream
            ? new ArtifactContent(stream, stream.Length, stream.Version)
            : null;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ArtifactEntry> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var blobs = container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellation);
        await foreach (var blob in BlobFailure.Explain(blobs, cancellation))
        {
            var about = blob.Properties;
            if (ArtifactName.Problem(blob.Name) is null)
            {
                yield return new ArtifactEntry(
                    blob.Name,
                    about.ContentLength ?? 0,
                    about.LastModified ?? DateTimeOffset.MinValue,
                    BlobVersion.Of(about.ETag.GetValueOrDefault()));
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListFoldersAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var items = container.GetBlobsByHierarchyAsync(BlobTraits.None, BlobStates.None, "/", prefix, cancellation);
        await foreach (var item in BlobFailure.Explain(items, cancellation))
        {
            if (item.IsPrefix && ArtifactName.Problem(item.Prefix[..^1]) is null)
            {
                yield return item.Prefix;
            }
        }
    }

    /// <inheritdoc/>
    public Task<string?> CreateAsync(string name, Stream content, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        return WriteAsync(name, content, expected: null, cancellation);
    }

    /// <inheritdoc/>
    public Task<string?> ReplaceAsync(
        string name, Stream content, string version, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(version);
        return WriteAsync(name, content, version, cancellation);
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(string name, CancellationToken cancellation = default)
    {
        ArtifactName.Check(name);
        return await BlobFailure.Explain(DeletePlainlyAsync(container.GetBlobClient(name), cancellation));
    }

    // Not by DeleteIfExists, to which a container that is missing is no trouble either.
    private static async Task<bool> DeletePlainlyAsync(BlobClient blob, CancellationToken cancellation)
    {
        try
        {
            await blob.DeleteAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Says(BlobErrorCode.BlobNotFound))
        {
            return false;
        }
    }

    private Task<string?> WriteAsync(string name, Stream content, string? expected, CancellationToken cancellation)
    {
        ArtifactName.Check(name);
        var write = new BlobWrite(container.GetBlockBlobClient(name), expected);
        return BlobFailure.Explain(write.SendAsync(content, cancellation));
    }
}
