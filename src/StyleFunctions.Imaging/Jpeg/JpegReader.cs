namespace StyleFunctions.Imaging.Jpeg;

/// <summary>Reads JPEG files (ITU-T T.81): baseline and progressive.</summary>
internal static class JpegReader
{
    public static bool IsJpeg(ReadOnlySpan<byte> file) => file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    public static Picture Decode(ReadOnlySpan<byte> file, PictureLimits limits) =>
        throw new PictureFormatException("JPEG files are not read yet.");
}
