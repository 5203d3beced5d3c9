using System.Globalization;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace StyleFunctions.Functions.Blobs;

/// <summary>
/// One version of a blob, fetched a piece at a time: each comes with its hash, and is given out when it has it. What is
/// passed over by seeking is not fetched.
/// </summary>
internal sealed class BlobReadStream : Stream
{
    /// <summary>Bytes of a piece; the service gives hashes of no more.</summary>
    public const int PieceLength = 4 << 20;

    private readonly BlobBaseClient _blob;
    private readonly long _length;
    private byte[] _piece;
    private long _pieceStart;
    private long _position;

    private BlobReadStream(BlobBaseClient blob, string version, long length, byte[] piece) =>
        (_blob, Version, _length, _piece) = (blob, version, length, piece);

    /// <summary>Which version it is.</summary>
    public string Version { get; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <summary>Opens a blob, and fetches its first piece.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The blob, from its first byte; null if there is none.</returns>
    public static Task<BlobReadStream?> OpenAsync(BlobBaseClient blob, CancellationToken cancellation) =>
        BlobFailure.Explain(OpenPlainlyAsync(blob, cancellation));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (!buffer.IsEmpty && MustFetch)
        {
            FetchAsync(CancellationToken.None).GetAwaiter().GetResult();
        }

        return Take(buffer);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!buffer.IsEmpty && MustFetch)
        {
            await FetchAsync(cancellationToken);
        }

        return Take(buffer.Span);
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => _length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private bool MustFetch =>
        _position < _length && (_position < _pieceStart || _position >= _pieceStart + _piece.Length);

    private static async Task<BlobReadStream?> OpenPlainlyAsync(BlobBaseClient blob, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                var (piece, about) = await DownloadAsync(blob, new HttpRange(0, PieceLength), null, cancellation);
                return new BlobReadStream(blob, BlobVersion.Of(about.ETag), WholeLength(about), piece);
            }
            catch (RequestFailedException e) when (e.Says(BlobErrorCode.InvalidRange))
            {
                // An empty blob has no first byte.
                var about = (await blob.GetPropertiesAsync(cancellationToken: cancellation)).Value;
                if (about.ContentLength == 0)
                {
                    return new BlobReadStream(blob, BlobVersion.Of(about.ETag), 0, []);
                }
            }
            catch (RequestFailedException e) when (e.Says(BlobErrorCode.BlobNotFound))
            {
                return null;
            }
        }
    }

    // "bytes 0-99/1000"
    private static long WholeLength(BlobDownloadDetails about) =>
        long.Parse(about.ContentRange.AsSpan(about.ContentRange.IndexOf('/') + 1), CultureInfo.InvariantCulture);

    private static async Task<(byte[] Piece, BlobDownloadDetails About)> DownloadAsync(
        BlobBaseClient blob, HttpRange range, BlobRequestConditions? conditions, CancellationToken cancellation)
    {
        using var download = (await blob.DownloadAsync(range, conditions, true, cancellation)).Value;
        var piece = new byte[download.ContentLength];
        await download.Content.ReadExactlyAsync(piece, cancellation);
        return BlobHash.Of(piece).AsSpan().SequenceEqual(download.ContentHash)
            ? (piece, download.Details)
            : throw new IOException($"What the storage sent of {blob.Name} was damaged on its way.");
    }

    private async Task FetchAsync(CancellationToken cancellation)
    {
        var range = new HttpRange(_position, Math.Min(PieceLength, _length - _position));
        var same = new BlobRequestConditions { IfMatch = BlobVersion.Tag(Version) };
        try
        {
            (_piece, _) = await BlobFailure.Explain(DownloadAsync(_blob, range, same, cancellation));
            _pieceStart = _position;
        }
        catch (IOException e) when (e.InnerException is RequestFailedException failure && IsGone(failure))
        {
            throw new IOException($"{_blob.Name} was replaced or removed while it was read.", e);
        }
    }

    private static bool IsGone(RequestFailedException e) =>
        e.Says(BlobErrorCode.ConditionNotMet) || e.Says(BlobErrorCode.BlobNotFound);

    private int Take(Span<byte> buffer)
    {
        if (_position >= _length || buffer.IsEmpty)
        {
            return 0;
        }

        var rest = _piece.AsSpan((int)(_position - _pieceStart));
        var count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        _position += count;
        return count;
    }
}
