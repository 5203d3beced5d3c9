namespace StyleFunctions.Imaging.Resampling;

/// <summary>Changes a picture's size.</summary>
public static class Resampler
{
    /// <summary>
    /// Resamples a picture, antialiased: when it shrinks, the filter widens by the same factor. Alpha is resampled too.
    /// </summary>
    /// <param name="picture">The picture.</param>
    /// <param name="width">The new width, at least 1.</param>
    /// <param name="height">The new height, at least 1.</param>
    /// <param name="filter">The kernel.</param>
    public static Picture Resize(Picture picture, int width, int height, ResamplingFilter filter = ResamplingFilter.Bicubic) =>
        throw new NotImplementedException();

    /// <summary>Resamples one plane.</summary>
    /// <param name="source">H x W samples.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="target">The new H x W samples.</param>
    /// <param name="targetWidth">The new width.</param>
    /// <param name="targetHeight">The new height.</param>
    /// <param name="filter">The kernel.</param>
    public static void Resize(ReadOnlySpan<float> source, int width, int height, Span<float> target, int targetWidth, int targetHeight, ResamplingFilter filter) =>
        throw new NotImplementedException();
}
