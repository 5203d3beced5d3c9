namespace StyleFunctions.Imaging.Jpeg;

/// <summary>Writes baseline JPEG files, 4:4:4.</summary>
internal static class JpegWriter
{
    public static byte[] Encode(Picture picture, int quality) =>
        throw new PictureFormatException("JPEG files are not written yet.");
}
