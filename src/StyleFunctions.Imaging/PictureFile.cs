using StyleFunctions.Imaging.Jpeg;
using StyleFunctions.Imaging.Png;

namespace StyleFunctions.Imaging;

/// <summary>Reads and writes picture files: PNG and JPEG.</summary>
public static class PictureFile
{
    /// <summary>Reads a PNG or JPEG file, told apart by its first bytes, not by its name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">The largest picture accepted; <see cref="PictureLimits.Default"/> if null.</param>
    /// <exception cref="PictureFormatException">
    /// Not a picture, damaged, or too large. The message names the file.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static Picture Read(string path, PictureLimits? limits = null)
    {
        try
        {
            return Decode(ReadBytes(path, limits ?? PictureLimits.Default), limits);
        }
        catch (PictureFormatException e)
        {
            throw new PictureFormatException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Decodes a PNG or JPEG held in memory.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="limits">The largest picture accepted; <see cref="PictureLimits.Default"/> if null.</param>
    /// <exception cref="PictureFormatException">Not a picture, damaged, or too large.</exception>
    public static Picture Decode(ReadOnlySpan<byte> file, PictureLimits? limits = null)
    {
        limits ??= PictureLimits.Default;
        if (PngReader.IsPng(file))
        {
            return PngReader.Decode(file, limits);
        }

        if (JpegReader.IsJpeg(file))
        {
            return JpegReader.Decode(file, limits);
        }

        throw NeitherFormat();
    }

    /// <summary>
    /// Writes a picture; the name's ending (.png, .jpg, .jpeg) chooses the format. The file appears whole or not at
    /// all: it is written beside its place and then renamed.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="picture">Samples outside [0, 1] are clamped.</param>
    /// <param name="options">Bit depth and quality.</param>
    /// <exception cref="PictureFormatException">The name's ending is of no format this library writes.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, Picture picture, PictureWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(picture);
        WriteEncoded(path, Encode(path, picture, options ?? new PictureWriteOptions()));
    }

    /// <summary>Writes the file of a picture that is encoded already, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="file">What it is to hold.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void WriteEncoded(string path, ReadOnlySpan<byte> file)
    {
        ArgumentNullException.ThrowIfNull(path);
        var temporary = path + "." + Guid.NewGuid().ToString("N")[..8] + ".tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(file);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            DeleteIfPossible(temporary);
            throw;
        }
    }

    /// <summary>A picture as a PNG in memory; the same picture gives the same bytes.</summary>
    /// <param name="picture">Samples outside [0, 1] are clamped.</param>
    /// <param name="bitDepth">Bits a sample, 8 or 16.</param>
    public static byte[] EncodePng(Picture picture, int bitDepth = 8)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return PngWriter.Encode(picture, bitDepth);
    }

    /// <summary>Whether a name's ending is of a format <see cref="Write"/> writes.</summary>
    /// <param name="path">A file name.</param>
    public static bool CanWrite(string path) => IsPngName(path) || IsJpegName(path);

    /// <summary>Whether a picture's alpha is written to a file of a name.</summary>
    /// <param name="path">A file name.</param>
    public static bool KeepsAlpha(string path) => IsPngName(path);

    private static byte[] Encode(string path, Picture picture, PictureWriteOptions options)
    {
        if (IsPngName(path))
        {
            return PngWriter.Encode(picture, options.BitDepth);
        }

        if (IsJpegName(path))
        {
            return JpegWriter.Encode(picture, options.JpegQuality);
        }

        throw new PictureFormatException($"{path}: pictures are written as .png, .jpg or .jpeg.");
    }

    // What is no picture is refused after its first bytes, however long it is.
    private static byte[] ReadBytes(string path, PictureLimits limits)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (stream.Length > limits.MaximumBytes)
        {
            throw new PictureFormatException(
                $"The file has {stream.Length:N0} bytes; at most {limits.MaximumBytes:N0} are read.");
        }

        if (stream.Length == 0)
        {
            throw new PictureFormatException("The file is empty.");
        }

        var start = new byte[Math.Min(stream.Length, PngWriter.Signature.Length)];
        stream.ReadExactly(start);
        if (!PngReader.IsPng(start) && !JpegReader.IsJpeg(start))
        {
            throw NeitherFormat();
        }

        var file = new byte[stream.Length];
        start.CopyTo(file, 0);
        stream.ReadExactly(file.AsSpan(start.Length));
        return file;
    }

    private static void DeleteIfPossible(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The failure that led here says more.
        }
    }

    private static PictureFormatException NeitherFormat() => new("This is neither a PNG nor a JPEG file.");

    private static bool IsPngName(string path) => path.EndsWith(".png", StringComparison.OrdinalIgnoreCase);

    private static bool IsJpegName(string path) =>
        path.EndsWith(".jpg", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".jpeg", StringComparison.OrdinalIgnoreCase);
}
