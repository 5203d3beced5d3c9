using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Steps;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu;

/// <summary>
/// The error of a layer's Gram matrix, and its gradient: with D = d error / d G, symmetric, and G = F F^T / N, it is
/// 2 D F / N, a product of features with a matrix.
/// </summary>
internal sealed class StyleError : IDisposable
{
    private readonly TileKernels _kernels;
    private readonly FeaturePlanes _features;
    private readonly StyleTarget _target;
    private readonly LossFunction _loss;
    private readonly GramStep _gram;
    private readonly PackedConvolution _matrix;
    private readonly float[] _row;

    public StyleError(TileKernels kernels, FeaturePlanes features, StyleTarget target, LossFunction loss)
    {
        _kernels = kernels;
        _features = features;
        _target = target;
        _loss = loss;
        _gram = new GramStep(kernels, features);
        _matrix = PackedConvolution.Matrix(features.Channels, kernels);
        _row = new float[features.Channels];
    }

    /// <summary>Measures the error, and makes ready the gradient's matrix.</summary>
    public double Measure(Workers workers)
    {
        workers.Run(_gram);
        _gram.Finish();

        var channels = _features.Channels;
        var scale = _loss.Gram == GramNormalization.PositionsAndChannels ? 1.0 / channels : 1.0;
        double squares = 0, absolutes = 0;
        for (var i = 0; i < _gram.Gram.Length; i++)
        {
            var d = scale * (_gram.Gram[i] - _target.Gram.Values[i]);
            squares += d * d;
            absolutes += Math.Abs(d);
        }

        var sums = new ErrorSums(squares, absolutes, _gram.Gram.Length);
        var (linear, sign) = sums.Gradient(_loss.Error);
        var factor = 2 * scale * _loss.StyleWeight * _target.Weight / ((double)_features.Height * _features.Width);
        for (var c = 0; c < channels; c++)
        {
            for (var k = 0; k < channels; k++)
            {
                var d = scale * (_gram.Gram[c * channels + k] - _target.Gram.Values[c * channels + k]);
                _row[k] = (float)(factor * (linear * d + sign * (d > 0 ? 1 : d < 0 ? -1 : 0)));
            }

            _matrix.SetMatrixRow(c, _row, _kernels.PanelWidth);
        }

        return sums.Error(_loss.Error);
    }

    /// <summary>The step that adds the gradient to a layer's.</summary>
    /// <param name="gradient">The layer's gradient.</param>
    /// <param name="rectifies">Whether it applies the gradient of the ReLU that the layer is, too.</param>
    public IStep GradientStep(FeaturePlanes gradient, bool rectifies) =>
        new ConvolutionStep(_kernels, _matrix, _features, gradient, rectifies ? TileEnd.AddAndRectify : TileEnd.Add);

    public void Dispose()
    {
        _gram.Dispose();
        _matrix.Dispose();
    }
}
