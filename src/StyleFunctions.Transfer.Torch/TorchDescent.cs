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
    public void Evaluate(LossTerms terms, CancellationToken cancellation = default)
    {
        Forget();
        _gradient = _objective.Gradient(_pixels, terms, cancellation);
    }

    /// <inheritdoc/>
    public void Step()
    {
        var (rate, correction) = _adam.Count();
        var (keep, take) = _average.Count();
        _isAhead = true;
        _objective.Explain(() => Step(rate, correction, keep, take));
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

    private torch.Tensor Step(float rate, float correction, float keep, float take)
    {
        _mean.mul_(Adam.Beta1).add_(_gradient!, 1 - Adam.Beta1);
        _variance.mul_(Adam.Beta2).addcmul_(_gradient!, _gradient!, 1 - Adam.Beta2);
        using var size = _variance.mul(correction);
        size.sqrt_().add_(Adam.Epsilon);
        _pixels.addcdiv_(_mean, size, -rate).clamp_(0, 1);
        return _sum.mul_(keep).add_(_pixels, take);
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
