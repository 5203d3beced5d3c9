using System.Buffers.Binary;
using System.IO.Compression;

namespace StyleFunctions.Imaging.Png;

/// <summary>
/// Writes PNG files: RGB or RGBA, 8 or 16 bits a sample, each row with the filter that suits it best. A picture may be
/// given in bands, from top to bottom, so that a large one need not be held.
/// </summary>
public sealed class PngWriter : IDisposable
{
    private readonly MemoryStream _compressed = new();
    private readonly ZLibStream _deflate;
    private readonly int _width;
    private readonly int _height;
    private readonly int _bitDepth;
    private readonly bool _hasAlpha;
    private readonly byte[] _filtered;
    private readonly byte[] _best;
    private byte[] _row;
    private byte[] _previous;
    private int _rows;

    /// <summary>A file without rows yet.</summary>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <param name="bitDepth">Bits a sample, 8 or 16.</param>
    /// <param name="hasAlpha">Whether it has an alpha plane.</param>
    public PngWriter(int width, int height, int bitDepth = 8, bool hasAlpha = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (bitDepth is not (8 or 16))
        {
            throw new ArgumentOutOfRangeException(
                nameof(bitDepth), bitDepth, "A PNG is written with 8 or 16 bits a sample.");
        }

        (_width, _height, _bitDepth, _hasAlpha) = (width, height, bitDepth, hasAlpha);
        _deflate = new ZLibStream(_compressed, CompressionLevel.Optimal, leaveOpen: true);
        _row = new byte[width * BytesPerPixel];
        _previous = new byte[_row.Length];
        _filtered = new byte[_row.Length + 1];
        _best = new byte[_row.Length + 1];
    }

    internal static ReadOnlySpan<byte> Signature =>
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private int BytesPerPixel => (_hasAlpha ? 4 : 3) * _bitDepth / 8;

    /// <summary>Encodes a picture; the same picture always gives the same bytes.</summary>
    /// <param name="picture">Samples are clamped to [0, 1] and rounded.</param>
    /// <param name="bitDepth">8 or 16.</param>
    internal static byte[] Encode(Picture picture, int bitDepth)
    {
        using var writer = new PngWriter(picture.Width, picture.Height, bitDepth, picture.Alpha is not null);
        writer.Add(picture);
        return writer.Finish();
    }

    /// <summary>Adds the next rows.</summary>
    /// <param name="band">As wide as the file; samples are clamped to [0, 1] and rounded.</param>
    /// <exception cref="ArgumentException">
    /// It is not as wide, has more rows than are missing, or an alpha plane where the file has none, or none where it
    /// has one.
    /// </exception>
    public void Add(Picture band)
    {
        ArgumentNullException.ThrowIfNull(band);
        if (band.Width != _width || band.Height > _height - _rows || (band.Alpha is not null) != _hasAlpha)
        {
            throw new ArgumentException("The band is not of this picture.", nameof(band));
        }

        for (var y = 0; y < band.Height; y++)
        {
            FillRow(band, y, _bitDepth / 8, _row);
            PngFilter.ApplyBest(_row, _previous, BytesPerPixel, _filtered, _best);
            _deflate.Write(_best);
            (_row, _previous) = (_previous, _row);
        }

        _rows += band.Height;
    }

    /// <summary>The whole file; nothing can be added to it any more.</summary>
    /// <exception cref="InvalidOperationException">Rows are missing.</exception>
    public byte[] Finish()
    {
        if (_rows != _height)
        {
            throw new InvalidOperationException($"{_rows} of {_height} rows are there.");
        }

        _deflate.Dispose();
        using var file = new MemoryStream();
        file.Write(Signature);

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, _width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], _height);
        header[8] = (byte)_bitDepth;
        header[9] = _hasAlpha ? (byte)6 : (byte)2;
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "sRGB"u8, [0]);
        WriteChunk(file, "IDAT"u8, _compressed.GetBuffer().AsSpan(0, (int)_compressed.Length));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => _deflate.Dispose();

    private static void FillRow(Picture picture, int y, int bytesPerSample, Span<byte> row)
    {
        var planes = picture.Alpha is null ? 3 : 4;
        for (var plane = 0; plane < planes; plane++)
        {
            var source = (plane < 3 ? picture.Plane(plane) : picture.Alpha!).Slice(y * picture.Width, picture.Width);
            for (var x = 0; x < source.Length; x++)
            {
                var target = row[((x * planes + plane) * bytesPerSample)..];
                if (bytesPerSample == 1)
                {
                    target[0] = (byte)(Math.Clamp(source[x], 0f, 1f) * 255f + 0.5f);
                }
                else
                {
                    var sample = (ushort)(Math.Clamp(source[x], 0f, 1f) * 65535f + 0.5f);
                    BinaryPrimitives.WriteUInt16BigEndian(target, sample);
                }
            }
        }
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, content.Length);
        file.Write(word);
        file.Write(type);
        file.Write(content);
        var checksum = Crc32.Update(Crc32.Update(Crc32.Start, type), content) ^ Crc32.Start;
        BinaryPrimitives.WriteUInt32BigEndian(word, checksum);
        file.Write(word);
    }
}
