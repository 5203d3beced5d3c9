using StyleFunctions.Transfer.Engines.Cpu.Steps;
using StyleFunctions.Transfer.Losses;

namespace StyleFunctions.Transfer.Engines.Cpu;

/// <summary>The error of a layer's features, and its gradient.</summary>
internal sealed class ContentError : IDisposable
{
    private readonly FeaturePlanes _features;
    private readonly FeaturePlanes _wanted;
    private readonly ContentTarget _target;
    private readonly LossFunction _loss;
    private readonly ContentErrorStep _error;
    private ContentGradientStep? _gradient;

    public ContentError(FeaturePlanes features, ContentTarget target, LossFunction loss)
    {
        _features = features;
        _target = target;
        _loss = loss;
        _wanted = new FeaturePlanes(features.Channels, features.Height, features.Width);
        _wanted.Load(target.Features.Values);
        _error = new ContentErrorStep(features, _wanted);
    }

    /// <summary>Measures the error, and makes ready the gradient's factors.</summary>
    public double Measure(Workers workers)
    {
        workers.Run(_error);
        var sums = _error.Sums;
        var (linear, sign) = sums.Gradient(_loss.Error);
        var weight = _loss.ContentWeight * _target.Weight;
        _gradient!.Linear = (float)(weight * linear);
        _gradient.Sign = (float)(weight * sign);
        return sums.Error(_loss.Error);
    }

    /// <summary>The step that adds the gradient to a layer's.</summary>
    public IStep GradientStep(FeaturePlanes gradient) =>
        _gradient = new ContentGradientStep(_features, _wanted, gradient);

    public void Dispose() => _wanted.Dispose();
}
