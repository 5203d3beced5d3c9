using System.Buffers.Binary;
using StyleFunctions.Imaging;

namespace StyleFunctions.Functions.Pictures;

/// <summary>
/// A WebP file's chunks (RFC 9649): whether all are there, as the reader of the pixels believes what they say of their
/// lengths.
/// </summary>
internal static class WebPContents
{
    private const int HeaderLength = 12;
    private const int ChunkHeaderLength = 8;

    /// <summary>Whether it begins as a WebP file.</summary>
    public static bool IsWebP(ReadOnlySpan<byte> file) =>
        file.Length >= HeaderLength && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8);

    /// <summary>Walks through the chunks.</summary>
    /// <param name="file">A file that begins as WebP.</param>
    /// <returns>The EXIF data; empty if there are none.</returns>
    /// <exception cref="PictureFormatException">A chunk is not all there.</exception>
    public static ReadOnlySpan<byte> Check(ReadOnlySpan<byte> file)
    {
        var length = ChunkHeaderLength + (long)BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        if (length > file.Length)
        {
            throw new PictureFormatException(
                $"The WebP file is cut short: it should have {length:N0} bytes, and has {file.Length:N0}.");
        }

        var exif = ReadOnlySpan<byte>.Empty;
        var chunks = file[HeaderLength..(int)Math.Max(length, HeaderLength)];
        while (!chunks.IsEmpty)
        {
            var size = chunks.Length < ChunkHeaderLength
                ? long.MaxValue
                : BinaryPrimitives.ReadUInt32LittleEndian(chunks[4..]);
            if (size > chunks.Length - ChunkHeaderLength)
            {
                throw new PictureFormatException("The WebP file is damaged: one of its chunks is not all there.");
            }

            if (chunks.StartsWith("EXIF"u8))
            {
                exif = chunks.Slice(ChunkHeaderLength, (int)size);
            }

            // A chunk of odd length is filled up; the last one's filling may be missing.
            chunks = chunks[(int)Math.Min(ChunkHeaderLength + size + (size & 1), chunks.Length)..];
        }

        return exif;
    }
}
