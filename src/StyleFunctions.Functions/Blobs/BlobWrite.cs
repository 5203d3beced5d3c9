using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace StyleFunctions.Functions.Blobs;

/// <summary>
/// One attempt to write a blob. What fits into a piece is sent at once; else pieces are staged, where nobody sees them,
/// and committed together. The service compares what it gets with the hashes that come with it.
/// </summary>
/// <param name="blob">The blob.</param>
/// <param name="expected">The version it must have; null if there must be none.</param>
internal sealed class BlobWrite(BlockBlobClient blob, string? expected)
{
    private const string AttemptKey = "attempt";

    private static readonly BlobErrorCode[] Refusals =
    [
        BlobErrorCode.BlobAlreadyExists, BlobErrorCode.BlobNotFound, BlobErrorCode.ConditionNotMet,
        BlobErrorCode.TargetConditionNotMet,
    ];

    // A blob that has it is what this attempt wrote, although the answer that said so was lost on its way.
    private readonly string _attempt = Guid.NewGuid().ToString("N");

    /// <summary>Sends the content.</summary>
    /// <param name="content">From where it stands to its end.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The new version; null if the blob is not as expected, and then it stays as it is.</returns>
    public async Task<string?> SendAsync(Stream content, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var piece = new byte[LengthOfFirst(content)];
        var length = await FillAsync(piece, content, cancellation);
        if (length < piece.Length)
        {
            try
            {
                return BlobVersion.Of((await PutAsync(piece, length, cancellation)).ETag);
            }
            catch (RequestFailedException e) when (Refusals.Any(e.Says))
            {
                // Refused, or done before: an answer may have been lost.
            }
        }

        // Many pieces are not sent for nothing; and what others staged may have been taken for a blob.
        var found = await FindAsync(cancellation);
        return IsMine(found) ? found?.Version
            : found?.Version == expected ? await PutPiecesAsync(piece, length, content, cancellation)
            : null;
    }

    // One byte more than a short content has, so that its end is seen.
    private static long LengthOfFirst(Stream content) => content.CanSeek
        ? Math.Clamp(content.Length - content.Position + 1, 1, BlobReadStream.PieceLength)
        : BlobReadStream.PieceLength;

    private static ValueTask<int> FillAsync(byte[] piece, Stream content, CancellationToken cancellation) =>
        content.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancellation);

    private async Task<BlobContentInfo> PutAsync(byte[] piece, int length, CancellationToken cancellation)
    {
        using var content = new MemoryStream(piece, 0, length);
        return await blob.UploadAsync(
            content,
            Headers(BlobHash.Of(piece.AsSpan(0, length))),
            Metadata(),
            Conditions(),
            accessTier: null,
            progressHandler: null,
            cancellation);
    }

    private async Task<string?> PutPiecesAsync(
        byte[] piece, int length, Stream content, CancellationToken cancellation)
    {
        using var whole = BlobHash.Begin();
        var ids = new List<string>();
        for (; length > 0; length = await FillAsync(piece, content, cancellation))
        {
            whole.AppendData(piece, 0, length);
            ids.Add(Id(ids.Count));
            using var part = new MemoryStream(piece, 0, length);
            await blob.StageBlockAsync(
                ids[^1], part, BlobHash.Of(piece.AsSpan(0, length)), null, null, cancellation);
        }

        return await CommitAsync(ids, whole.GetHashAndReset(), cancellation);
    }

    private async Task<string?> CommitAsync(List<string> ids, byte[] hash, CancellationToken cancellation)
    {
        try
        {
            BlobContentInfo written = await blob.CommitBlockListAsync(
                ids, Headers(hash), Metadata(), Conditions(), accessTier: null, cancellation);
            return BlobVersion.Of(written.ETag);
        }
        catch (RequestFailedException e) when (Refusals.Any(e.Says) || e.Says(BlobErrorCode.InvalidBlockList))
        {
            // Whoever commits first throws away what others have staged.
            var found = await FindAsync(cancellation);
            return IsMine(found) ? found?.Version
                : found?.Version != expected || !e.Says(BlobErrorCode.InvalidBlockList) ? null
                : throw new IOException(
                    $"What was sent for {blob.Name} is gone: somebody else wrote there at the same time.", e);
        }
    }

    private bool IsMine((string Version, string? Attempt)? found) => found?.Attempt == _attempt;

    private async Task<(string Version, string? Attempt)?> FindAsync(CancellationToken cancellation)
    {
        try
        {
            var found = (await blob.GetPropertiesAsync(cancellationToken: cancellation)).Value;
            return (BlobVersion.Of(found.ETag), found.Metadata.TryGetValue(AttemptKey, out var by) ? by : null);
        }
        catch (RequestFailedException e) when (e.Says(BlobErrorCode.BlobNotFound))
        {
            return null;
        }
    }

    // Of one length, and no other attempt's.
    private string Id(int index) => Convert.ToBase64String(
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_attempt}{index:D6}")));

    private BlobRequestConditions Conditions() => expected is null
        ? new BlobRequestConditions { IfNoneMatch = ETag.All }
        : new BlobRequestConditions { IfMatch = BlobVersion.Tag(expected) };

    private Dictionary<string, string> Metadata() => new() { [AttemptKey] = _attempt };

    private static BlobHttpHeaders Headers(byte[] hash) => new() { ContentHash = hash };
}
