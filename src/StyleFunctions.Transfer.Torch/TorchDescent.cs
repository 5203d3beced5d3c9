using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Optimization;
using StyleFunctions.Transfer.Torch.Devices;
using TorchSharp;

namespace StyleFunctions.Transfer.Torch;

/// <summary>
/// A descent by Adam on the device. An iteration waits for the device once, for its losses; the steps it counts, and so
/// their factors, are those of the process's own Adam and average, whose arrays are written when they are fetched.
/// </summary>
internal sealed class TorchDescent : IDescent
{
    private static readonly Scalar _keptMean = Adam.Beta1;
    private static readonly Scalar _newMean = 1 - Adam.Beta1;
    private static readonly Scalar _keptVariance = Adam.Beta2;
    private static readonly Scalar _newVariance = 1 - Adam.Beta2;
    private static readonly Scalar _epsilon = Adam.Epsilon;

    private readonly TorchObjective _objective;
    private readonly float[] _hostPixels;
    private readonly Adam _adam;
    private readonly IterateAverage _average;
    private readonly torch.Tensor _pixels;
    private readonly torch.Tensor _mean;
    private readonly torch.Tensor _variance;
    private readonly torch.Tensor _sum;
    private torch.Tensor? _gradient;
    private bool _isAhead;

    public TorchDescent(
        TorchDevice device, TorchObjective objective, float[] pixels, Adam adam, IterateAverage average)
    {
        (_objective, _hostPixels, _adam, _average) = (objective, pixels, adam, average);
        using var scope = torch.NewDisposeScope();
        _pixels = Bring(pixels);
        _mean = Bring(adam.Mean);
        _variance = Bring(adam.Variance);
        _sum = Bring(average.Sum);
        scope.Detach(_pixels, _mean, _variance, _sum);

        torch.Tensor Bring(ReadOnlySpan<float> values)
        {
            using var host = HostTensor.Of(values, objective.Shape);
            return host.to(device.Device);
        }
    }

    /// <inheritdoc/>
    public bool Evaluate(LossTerms terms, CancellationToken cancellation = default)
    {
        Forget();
        (_gradient, var isFinite) = _objective.Gradient(_pixels, terms, cancellation);
        return isFinite;
    }

    /// <inheritdoc/>
    public void Step()
    {
        var (rate, correction) = _adam.Count();
        var (keep, take) = _average.Count();
        _isAhead = true;
        using Scalar minusRate = -rate;
        using Scalar corrected = correction;
        using Scalar kept = keep;
        using Scalar taken = take;

        // All in place, so that memory cannot run out halfway.
        _mean.mul_(_keptMean).add_(_gradient!, _newMean);
        _variance.mul_(_keptVariance).addcmul_(_gradient!, _gradient!, _newVariance);
        var size = _gradient!.copy_(_variance).mul_(corrected).sqrt_().add_(_epsilon, Scalars.One);
        _pixels.addcdiv_(_mean, size, minusRate).clamp_(Scalars.Zero, Scalars.One);
        _sum.mul_(kept).add_(_pixels, taken);
        Forget();
    }

    /// <inheritdoc/>
    public void Fetch()
    {
        if (!_isAhead)
        {
            return;
        }

        Fetch(_pixels, _hostPixels);
        Fetch(_mean, _adam.Mean);
        Fetch(_variance, _adam.Variance);
        Fetch(_sum, _average.Sum);
        _isAhead = false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget();
        _pixels.Dispose();
        _mean.Dispose();
        _variance.Dispose();
        _sum.Dispose();
    }

    private static void Fetch(torch.Tensor values, Span<float> target)
    {
        using var host = values.cpu();
        HostTensor.Read(host, target);
    }

    private void Forget()
    {
        _gradient?.Dispose();
        _gradient = null;
    }
}
