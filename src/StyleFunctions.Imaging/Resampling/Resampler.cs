using System.Numerics;
using System.Runtime.InteropServices;

namespace StyleFunctions.Imaging.Resampling;

/// <summary>
/// Changes a picture's size, counting as Pillow does: sample i is centred on (i + 0.5) * scale, and what a filter
/// reaches beyond the edge is left out. The result is the same bits on every machine: sums have one order, whatever
/// the vectors' width.
/// </summary>
public static class Resampler
{
    /// <summary>
    /// Resamples a picture, antialiased: when it shrinks, the filter widens by the same factor. Alpha is resampled too,
    /// on its own: colours are not weighted by it. The result is clamped to [0, 1].
    /// </summary>
    /// <param name="picture">The picture.</param>
    /// <param name="width">The new width, at least 1.</param>
    /// <param name="height">The new height, at least 1.</param>
    /// <param name="filter">The kernel.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is less than 1, or there is no such filter.</exception>
    public static Picture Resize(
        Picture picture, int width, int height, ResamplingFilter filter = ResamplingFilter.Bicubic)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var across = new ResamplingWeights(picture.Width, width, filter);
        var down = new ResamplingWeights(picture.Height, height, filter);
        var count = (long)width * height;
        var alpha = picture.Alpha is null ? null : new float[count];
        var resized = new Picture(width, height, new float[Picture.Channels * count], alpha);
        for (var channel = 0; channel < Picture.Channels; channel++)
        {
            Resize(picture.Plane(channel), picture.Width, across, resized.Plane(channel), width, down);
        }

        if (alpha is not null)
        {
            Resize(picture.Alpha, picture.Width, across, alpha, width, down);
            Clamp(alpha);
        }

        Clamp(resized.Samples);
        return resized;
    }

    /// <summary>Resamples one plane of any values, which may overshoot: the result is not clamped.</summary>
    /// <param name="source">H x W samples.</param>
    /// <param name="width">Its width, at least 1.</param>
    /// <param name="height">Its height, at least 1.</param>
    /// <param name="target">The new H x W samples; not the same memory.</param>
    /// <param name="targetWidth">The new width, at least 1.</param>
    /// <param name="targetHeight">The new height, at least 1.</param>
    /// <param name="filter">The kernel.</param>
    /// <exception cref="ArgumentException">
    /// A plane's length does not match its size, or the planes overlap in memory.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A side is less than 1, or there is no such filter.</exception>
    public static void Resize(
        ReadOnlySpan<float> source,
        int width,
        int height,
        Span<float> target,
        int targetWidth,
        int targetHeight,
        ResamplingFilter filter)
    {
        CheckPlane(source, width, height, nameof(source));
        CheckPlane(target, targetWidth, targetHeight, nameof(target));
        if (source.Overlaps(target))
        {
            throw new ArgumentException("A plane cannot be resampled into its own memory.", nameof(target));
        }

        var across = new ResamplingWeights(width, targetWidth, filter);
        var down = new ResamplingWeights(height, targetHeight, filter);
        Resize(source, width, across, target, targetWidth, down);
    }

    /// <summary>One new row at a time: first down, over whole old rows, then across. It needs room for one.</summary>
    private static void Resize(
        ReadOnlySpan<float> source,
        int width,
        ResamplingWeights across,
        Span<float> target,
        int targetWidth,
        ResamplingWeights down)
    {
        var row = new float[width];
        for (var y = 0; y < target.Length / targetWidth; y++)
        {
            Array.Clear(row);
            var shares = down.Shares(y);
            for (var k = 0; k < shares.Length; k++)
            {
                AddScaled(source.Slice((down.Start(y) + k) * width, width), shares[k], row);
            }

            ResizeRow(row, across, target.Slice(y * targetWidth, targetWidth));
        }
    }

    private static void AddScaled(ReadOnlySpan<float> addend, float factor, Span<float> sum)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(sum);
        var addends = MemoryMarshal.Cast<float, Vector<float>>(addend);
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] += addends[i] * factor;
        }

        for (var i = vectors.Length * Vector<float>.Count; i < sum.Length; i++)
        {
            sum[i] += addend[i] * factor;
        }
    }

    private static void ResizeRow(ReadOnlySpan<float> row, ResamplingWeights across, Span<float> target)
    {
        for (var x = 0; x < target.Length; x++)
        {
            var shares = across.Shares(x);
            var samples = row.Slice(across.Start(x), shares.Length);
            var sum = 0f;
            for (var k = 0; k < shares.Length; k++)
            {
                sum += shares[k] * samples[k];
            }

            target[x] = sum;
        }
    }

    private static void Clamp(Span<float> samples)
    {
        foreach (ref var sample in samples)
        {
            sample = Math.Clamp(sample, 0f, 1f);
        }
    }

    private static void CheckPlane(ReadOnlySpan<float> plane, int width, int height, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (plane.Length != (long)width * height)
        {
            throw new ArgumentException(
                $"A plane of {width} x {height} has {(long)width * height} samples, not {plane.Length}.", name);
        }
    }
}
