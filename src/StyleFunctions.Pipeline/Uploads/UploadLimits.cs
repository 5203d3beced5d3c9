using StyleFunctions.Imaging;

namespace StyleFunctions.Pipeline.Uploads;

/// <summary>The largest pictures that strangers may hand in.</summary>
/// <param name="Bytes">A file's length.</param>
/// <param name="Pixels">A picture's width times height.</param>
/// <param name="RequestPixels">The same, of all pictures of a request together; they are in memory at once.</param>
public sealed record UploadLimits(long Bytes, long Pixels, long RequestPixels)
{
    /// <summary>50 MB, 100 million pixels, 150 million in a request.</summary>
    public static UploadLimits Default { get; } = new(50_000_000, 100_000_000, 150_000_000);

    // 12 for its samples, as much again while it is turned upright or written, and the file.
    private const long BytesPerPixel = 32;

    /// <summary>The usual limits, or smaller ones where a picture of that size does not fit into memory.</summary>
    /// <param name="memory">Bytes there are for decoding.</param>
    public static UploadLimits Within(long memory)
    {
        var pixels = Math.Max(memory / BytesPerPixel, 1);
        return Default with
        {
            Pixels = Math.Min(Default.Pixels, pixels),
            RequestPixels = Math.Min(Default.RequestPixels, pixels),
        };
    }

    /// <summary>As the reader of pictures takes them.</summary>
    public PictureLimits Picture => new(Pixels, PictureLimits.Default.MaximumSide, Bytes);
}
