using System.Globalization;

namespace StyleFunctions.Transfer.Optimization;

/// <summary>
/// Limited-memory BFGS (Nocedal and Wright 2006, algorithm 7.4) with one evaluation a step and no line search, as
/// jcjohnson/neural-style and PyTorch use it: a step of fixed length along the quasi-Newton direction, the first one
/// shortened to an L1 norm of at most 1. Pixels are not clamped.
/// </summary>
public sealed class Lbfgs : IOptimizer
{
    /// <summary>The factor on every step where the settings give none.</summary>
    public const double DefaultStepSize = 1;

    // A pair with less curvature than this would make the direction explode; PyTorch's bound.
    private const double SmallestCurvature = 1e-10;

    private readonly int _history;
    private readonly double _stepSize;
    private readonly double _unit;
    private readonly List<(float[] Step, float[] Change, double Curvature)> _pairs = [];
    private readonly double[] _factors;
    private float[]? _previousGradient;
    private float[]? _previousStep;
    private float[] _direction = [];
    private double _scale = 1;

    /// <summary>Begins with no memory.</summary>
    /// <param name="history">How many of the last steps are remembered, at least 1.</param>
    /// <param name="stepSize">The factor on every step.</param>
    /// <param name="pixelRange">
    /// Range of a pixel in the units the steps are taken in: the first step's length depends on it.
    /// </param>
    public Lbfgs(int history, double stepSize, double pixelRange = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(history, 1);
        _history = history;
        _factors = new double[history];
        _stepSize = stepSize;
        _unit = pixelRange;
    }

    /// <inheritdoc/>
    public void Step(Span<float> pixels, ReadOnlySpan<float> gradient)
    {
        // In units of the pixel range v = unit * pixel, so d/dv = d/dpixel / unit. All vectors below are in v.
        if (_direction.Length != gradient.Length)
        {
            _direction = new float[gradient.Length];
        }

        Remember(gradient);
        for (var i = 0; i < gradient.Length; i++)
        {
            _direction[i] = (float)(-gradient[i] / _unit);
        }

        var length = _stepSize;
        if (_previousStep is null)
        {
            length *= Math.Min(1, 1 / AbsoluteSum(_direction));
            _previousStep = new float[gradient.Length];
        }
        else
        {
            ApplyInverseHessian(_direction);
        }

        for (var i = 0; i < pixels.Length; i++)
        {
            _previousStep[i] = (float)(length * _direction[i]);
            pixels[i] += (float)(_previousStep[i] / _unit);
        }
    }

    /// <summary>Forgets everything: curvature measured at one size says nothing about another.</summary>
    /// <inheritdoc/>
    public void Resize(int width, int height, int newWidth, int newHeight)
    {
        _pairs.Clear();
        _previousGradient = _previousStep = null;
        _scale = 1;
    }

    /// <inheritdoc/>
    public SavedState Save()
    {
        var tensors = new Dictionary<string, float[]>();
        var numbers = new Dictionary<string, double> { ["scale"] = _scale, ["pairs"] = _pairs.Count };
        if (_previousGradient is not null)
        {
            tensors.Add("previous-gradient", _previousGradient);
            tensors.Add("previous-step", _previousStep!);
        }

        for (var i = 0; i < _pairs.Count; i++)
        {
            tensors.Add(Numbered("step", i), _pairs[i].Step);
            tensors.Add(Numbered("change", i), _pairs[i].Change);
            numbers.Add(Numbered("curvature", i), _pairs[i].Curvature);
        }

        return new SavedState(tensors, numbers);
    }

    /// <inheritdoc/>
    public void Restore(SavedState state, int length)
    {
        ArgumentNullException.ThrowIfNull(state);
        _pairs.Clear();
        _scale = state.Number("scale");
        var hasPrevious = state.Tensors.ContainsKey("previous-gradient");
        _previousGradient = hasPrevious ? state.Tensor("previous-gradient", length) : null;
        _previousStep = hasPrevious ? state.Tensor("previous-step", length) : null;
        for (var i = 0; i < Math.Min(_history, state.Number("pairs")); i++)
        {
            _pairs.Add((
                state.Tensor(Numbered("step", i), length),
                state.Tensor(Numbered("change", i), length),
                state.Number(Numbered("curvature", i))));
        }
    }

    private static string Numbered(string name, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}.{index:000}");

    // Sums are taken in double precision and in order, so that they are the same on every machine.
    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += (double)a[i] * b[i];
        }

        return sum;
    }

    private static double AbsoluteSum(ReadOnlySpan<float> a)
    {
        var sum = 0.0;
        foreach (var value in a)
        {
            sum += Math.Abs(value);
        }

        return sum;
    }

    // Keeps the last step with the change of gradient along it, if the loss curves upwards there.
    private void Remember(ReadOnlySpan<float> gradient)
    {
        if (_previousGradient is null)
        {
            _previousGradient = new float[gradient.Length];
        }
        else
        {
            RememberPair(gradient);
        }

        for (var i = 0; i < gradient.Length; i++)
        {
            _previousGradient[i] = (float)(gradient[i] / _unit);
        }
    }

    private void RememberPair(ReadOnlySpan<float> gradient)
    {
        double curvature = 0, change2 = 0;
        for (var i = 0; i < gradient.Length; i++)
        {
            var difference = (float)(gradient[i] / _unit - _previousGradient![i]);
            curvature += (double)_previousStep![i] * difference;
            change2 += (double)difference * difference;
        }

        if (curvature <= SmallestCurvature)
        {
            return;
        }

        // The arrays of the pair that drops out serve again, so that no iteration allocates once the history is full.
        var isFull = _pairs.Count == _history;
        var step = isFull ? _pairs[0].Step : new float[gradient.Length];
        var change = isFull ? _pairs[0].Change : new float[gradient.Length];
        if (isFull)
        {
            _pairs.RemoveAt(0);
        }

        _previousStep!.CopyTo(step, 0);
        for (var i = 0; i < gradient.Length; i++)
        {
            change[i] = (float)(gradient[i] / _unit - _previousGradient![i]);
        }

        _pairs.Add((step, change, curvature));
        _scale = curvature / change2;
    }

    // The two-loop recursion.
    private void ApplyInverseHessian(float[] direction)
    {
        for (var i = _pairs.Count - 1; i >= 0; i--)
        {
            var (step, change, curvature) = _pairs[i];
            _factors[i] = Dot(step, direction) / curvature;
            AddScaled(direction, change, -_factors[i]);
        }

        for (var j = 0; j < direction.Length; j++)
        {
            direction[j] = (float)(direction[j] * _scale);
        }

        for (var i = 0; i < _pairs.Count; i++)
        {
            var (step, change, curvature) = _pairs[i];
            AddScaled(direction, step, _factors[i] - Dot(change, direction) / curvature);
        }
    }

    private static void AddScaled(float[] target, float[] source, double factor)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = (float)(target[i] + factor * source[i]);
        }
    }
}
