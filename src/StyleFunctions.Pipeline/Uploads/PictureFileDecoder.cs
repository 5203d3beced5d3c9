using StyleFunctions.Imaging;

namespace StyleFunctions.Pipeline.Uploads;

/// <summary>This library's own reader.</summary>
public sealed class PictureFileDecoder : IPictureDecoder
{
    /// <inheritdoc/>
    public IReadOnlyList<PictureFormat> Formats { get; } = [PictureFormat.Png, PictureFormat.Jpeg];

    /// <inheritdoc/>
    public Picture Decode(ReadOnlySpan<byte> file, PictureLimits limits) => PictureFile.Decode(file, limits);
}
