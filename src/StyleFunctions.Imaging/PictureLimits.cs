namespace StyleFunctions.Imaging;

/// <summary>What a reader accepts before it allocates anything.</summary>
/// <param name="MaximumPixels">Width times height.</param>
/// <param name="MaximumSide">Width or height.</param>
/// <param name="MaximumBytes">The file's length.</param>
public sealed record PictureLimits(long MaximumPixels, int MaximumSide, long MaximumBytes = 1L << 30)
{
    /// <summary>
    /// 150 million pixels (12,000 x 12,000 and a little more), no side over 50,000, files of up to 1 GiB.
    /// </summary>
    public static PictureLimits Default { get; } = new(150_000_000, 50_000);

    /// <summary>Refuses a size that is not allowed.</summary>
    /// <param name="width">Width in pixels as the header states it.</param>
    /// <param name="height">Height in pixels as the header states it.</param>
    /// <exception cref="PictureFormatException">A side is zero, or the picture is larger than allowed.</exception>
    public void Check(long width, long height)
    {
        if (width < 1 || height < 1)
        {
            throw new PictureFormatException($"The picture's header gives its size as {width} x {height}.");
        }

        if (width > MaximumSide || height > MaximumSide || width * height > MaximumPixels)
        {
            throw new PictureFormatException(
                $"The picture is {width} x {height} pixels; "
                + $"at most {MaximumPixels:N0} pixels and {MaximumSide:N0} a side are read.");
        }
    }
}
