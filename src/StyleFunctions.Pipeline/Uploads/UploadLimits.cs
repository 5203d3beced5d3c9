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

    /// <summary>As the reader of pictures takes them.</summary>
    public PictureLimits Picture => new(Pixels, PictureLimits.Default.MaximumSide, Bytes);
}
