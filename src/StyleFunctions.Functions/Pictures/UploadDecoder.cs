using StyleFunctions.Imaging;
using StyleFunctions.Pipeline.Uploads;

namespace StyleFunctions.Functions.Pictures;

/// <summary>
/// Reads what is handed in here: WebP too, with ImageSharp. PNG and JPEG are read as everywhere else, by this project's
/// own reader, so that the same file is the same picture, and the same job, wherever it is handed in.
/// </summary>
/// <remarks>
/// ImageSharp 3.1 reads them as well, but not to the same samples: it repeats subsampled colours instead of
/// interpolating them, as libjpeg does; and it takes a JPEG that is cut off for a picture.
/// </remarks>
public sealed class UploadDecoder : IPictureDecoder
{
    private readonly PictureFileDecoder _own = new();

    /// <inheritdoc/>
    public IReadOnlyList<PictureFormat> Formats =>
        [PictureFormat.Png, PictureFormat.Jpeg, PictureFormat.WebP];

    /// <inheritdoc/>
    public Picture Decode(ReadOnlySpan<byte> file, PictureLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return WebPContents.IsWebP(file) ? WebPReader.Decode(file, limits) : _own.Decode(file, limits);
    }
}
