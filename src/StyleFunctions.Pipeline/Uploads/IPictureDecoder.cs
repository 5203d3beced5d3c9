using StyleFunctions.Imaging;

namespace StyleFunctions.Pipeline.Uploads;

/// <summary>Reads the files that are handed in: this library's own reader, or another's that reads more.</summary>
public interface IPictureDecoder
{
    /// <summary>What it reads.</summary>
    IReadOnlyList<PictureFormat> Formats { get; }

    /// <summary>Decodes a picture, upright.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="limits">The largest picture accepted.</param>
    /// <exception cref="PictureFormatException">Not a picture, damaged, or too large.</exception>
    Picture Decode(ReadOnlySpan<byte> file, PictureLimits limits);
}
