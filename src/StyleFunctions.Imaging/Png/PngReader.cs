namespace StyleFunctions.Imaging.Png;

/// <summary>Reads PNG files (W3C PNG, third edition): every colour type, bit depth and interlacing.</summary>
internal static class PngReader
{
    public static bool IsPng(ReadOnlySpan<byte> file) => file.StartsWith(PngWriter.Signature);

    public static Picture Decode(ReadOnlySpan<byte> file, PictureLimits limits) =>
        throw new PictureFormatException("PNG files are not read yet.");
}
