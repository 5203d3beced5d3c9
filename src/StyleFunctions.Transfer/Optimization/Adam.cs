using System.Numerics;
using StyleFunctions.Imaging;
using StyleFunctions.Imaging.Resampling;

namespace StyleFunctions.Transfer.Optimization;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1) with betas (0.9, 0.99); pixels are clamped to [0, 1] after each step, as
/// crowsonkb/style-transfer-pytorch does.
/// </summary>
public sealed class Adam : IOptimizer
{
    /// <summary>The learning rate where the settings give none, for pixels in [0, 1].</summary>
    public const double DefaultStepSize = 0.02;

    /// <summary>What is kept of the first moment at a step.</summary>
    public const float Beta1 = 0.9f;

    /// <summary>What is kept of the second moment at a step.</summary>
    public const float Beta2 = 0.99f;

    /// <summary>Added to the root of the second moment.</summary>
    public const float Epsilon = 1e-8f;

    private readonly double _stepSize;
    private float[] _mean;
    private float[] _variance;
    private double _meanMissing = 1;
    private double _varianceMissing = 1;

    /// <summary>Begins with no memory.</summary>
    /// <param name="length">How many values there are to move.</param>
    /// <param name="stepSize">The learning rate.</param>
    public Adam(int length, double stepSize)
    {
        _stepSize = stepSize;
        _mean = new float[length];
        _variance = new float[length];
    }

    /// <summary>The first moment, for an engine that takes the steps.</summary>
    public Span<float> Mean => _mean;

    /// <summary>The second moment, for an engine that takes the steps.</summary>
    public Span<float> Variance => _variance;

    /// <summary>Counts a step, whoever takes it.</summary>
    /// <returns>What the first moment is multiplied by to be the step, and the second before its root.</returns>
    public (float Rate, float Correction) Count()
    {
        // Products rather than powers, whose last bits differ from machine to machine.
        _meanMissing *= Beta1;
        _varianceMissing *= Beta2;
        return ((float)(_stepSize / (1 - _meanMissing)), (float)(1 / (1 - _varianceMissing)));
    }

    /// <inheritdoc/>
    public void Step(Span<float> pixels, ReadOnlySpan<float> gradient)
    {
        var (rate, correction) = Count();
        var width = Vector<float>.Count;
        var i = 0;
        for (; i + width <= pixels.Length; i += width)
        {
            var g = new Vector<float>(gradient[i..]);
            var mean = new Vector<float>(_mean, i) * Beta1 + g * (1 - Beta1);
            var variance = new Vector<float>(_variance, i) * Beta2 + g * g * (1 - Beta2);
            mean.CopyTo(_mean, i);
            variance.CopyTo(_variance, i);
            var step = mean * rate / (Vector.SquareRoot(variance * correction) + new Vector<float>(Epsilon));
            var moved = new Vector<float>(pixels[i..]) - step;
            Vector.Min(Vector.Max(moved, Vector<float>.Zero), Vector<float>.One).CopyTo(pixels[i..]);
        }

        for (; i < pixels.Length; i++)
        {
            _mean[i] = _mean[i] * Beta1 + gradient[i] * (1 - Beta1);
            _variance[i] = _variance[i] * Beta2 + gradient[i] * gradient[i] * (1 - Beta2);
            var step = _mean[i] * rate / (MathF.Sqrt(_variance[i] * correction) + Epsilon);
            pixels[i] = Math.Min(Math.Max(pixels[i] - step, 0), 1);
        }
    }

    /// <summary>
    /// Enlarges both moments, the first bicubically, the second bilinearly, which keeps it from going negative.
    /// </summary>
    /// <inheritdoc/>
    public void Resize(int width, int height, int newWidth, int newHeight)
    {
        _mean = Resize(_mean, width, height, newWidth, newHeight, ResamplingFilter.Bicubic);
        _variance = Resize(_variance, width, height, newWidth, newHeight, ResamplingFilter.Bilinear);
    }

    /// <inheritdoc/>
    public SavedState Save() => new(
        new Dictionary<string, float[]> { ["mean"] = _mean, ["variance"] = _variance },
        new Dictionary<string, double> { ["mean-missing"] = _meanMissing, ["variance-missing"] = _varianceMissing });

    /// <inheritdoc/>
    public void Restore(SavedState state, int length)
    {
        ArgumentNullException.ThrowIfNull(state);
        (_mean, _variance) = (state.Tensor("mean", length), state.Tensor("variance", length));
        (_meanMissing, _varianceMissing) = (state.Number("mean-missing"), state.Number("variance-missing"));
    }

    private static float[] Resize(
        float[] values, int width, int height, int newWidth, int newHeight, ResamplingFilter filter)
    {
        var resized = new float[Picture.Channels * newWidth * newHeight];
        for (var c = 0; c < Picture.Channels; c++)
        {
            Resampler.Resize(
                values.AsSpan(c * width * height, width * height),
                width,
                height,
                resized.AsSpan(c * newWidth * newHeight, newWidth * newHeight),
                newWidth,
                newHeight,
                filter);
        }

        return resized;
    }
}
