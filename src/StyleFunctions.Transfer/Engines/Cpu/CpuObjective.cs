using StyleFunctions.Transfer.Engines.Cpu.Errors;
using StyleFunctions.Transfer.Engines.Cpu.Plans;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Optimization;

namespace StyleFunctions.Transfer.Engines.Cpu;

/// <summary>
/// A loss at one size: the forward pass, the errors at the layers that have targets, and the way back to the pixels.
/// </summary>
internal sealed unsafe class CpuObjective : IObjective
{
    private readonly Workers _workers;
    private readonly LossFunction _loss;
    private readonly EvaluationPlan _plan;
    private readonly LayerErrors[] _errors;
    private readonly int _pixels;

    public CpuObjective(Workers workers, EvaluationPlan plan, LossFunction loss, int pixels)
    {
        _workers = workers;
        _loss = loss;
        _plan = plan;
        _pixels = pixels;
        _errors = [.. plan.Readers.Values.Cast<LayerErrors>()];
        plan.MakeReady();
    }

    public void Evaluate(
        ReadOnlySpan<float> pixels, Span<float> gradient, LossTerms terms, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, _pixels);
        ArgumentOutOfRangeException.ThrowIfNotEqual(gradient.Length, _pixels);
        ArgumentNullException.ThrowIfNull(terms);
        fixed (float* source = pixels, target = gradient)
        {
            _plan.Pixels.Pixels = source;
            _plan.Pixels.Gradient = target;
            _workers.Run(_plan.Forward, cancellation);
            foreach (var errors in _errors)
            {
                errors.Finish(_workers, terms);
            }

            _workers.Run(_plan.Backward, cancellation);
        }

        AddUp(terms);
    }

    public IDescent Descend(float[] pixels, IOptimizer optimizer, IterateAverage average) =>
        new HostDescent(this, pixels, optimizer, average);

    public void Dispose() => _plan.Dispose();

    private void AddUp(LossTerms terms)
    {
        terms.Style = terms.Content = 0;
        for (var i = 0; i < _loss.Style.Count; i++)
        {
            terms.Style += _loss.Style[i].Weight * terms.StyleLayers[i];
        }

        for (var i = 0; i < _loss.Content.Count; i++)
        {
            terms.Content += _loss.Content[i].Weight * terms.ContentLayers[i];
        }

        terms.TotalVariation = _plan.TotalVariation;
        terms.Total = _loss.ContentWeight * terms.Content
            + _loss.StyleWeight * terms.Style
            + _loss.TvWeight * terms.TotalVariation;
    }
}
