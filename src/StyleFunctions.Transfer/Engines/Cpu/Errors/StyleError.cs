using StyleFunctions.Transfer.Engines.Cpu.Convolutions;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu.Errors;

/// <summary>
/// The error of a layer's Gram matrix, and its gradient: with D = d error / d G, symmetric, and G = F F^T / N, it is
/// 2 D F / N, a product of features with a matrix. One item of either step is one row.
/// </summary>
internal sealed class StyleError
{
    private readonly GramSums _gram;
    private readonly StyleTarget _target;
    private readonly LossFunction _loss;
    private readonly double _scale;
    private readonly double[] _squares;
    private readonly double[] _absolutes;
    private double _linear;
    private double _sign;

    public StyleError(GramSums gram, StyleTarget target, LossFunction loss)
    {
        _gram = gram;
        _target = target;
        _loss = loss;
        _scale = loss.Gram == GramNormalization.PositionsAndChannels ? 1.0 / gram.Channels : 1.0;
        _squares = new double[gram.Channels];
        _absolutes = new double[gram.Channels];
    }

    /// <summary>Sums over one row of the difference of the matrices.</summary>
    public void MeasureRow(int row)
    {
        double squares = 0, absolutes = 0;
        for (var column = 0; column < _gram.Channels; column++)
        {
            var d = Difference(row, column);
            squares += d * d;
            absolutes += Math.Abs(d);
        }

        _squares[row] = squares;
        _absolutes[row] = absolutes;
    }

    /// <summary>The error, once every row was measured; makes ready the gradient's factors.</summary>
    public double Finish()
    {
        double squares = 0, absolutes = 0;
        for (var row = 0; row < _squares.Length; row++)
        {
            squares += _squares[row];
            absolutes += _absolutes[row];
        }

        var sums = new ErrorSums(squares, absolutes, (long)_gram.Channels * _gram.Channels);
        var (linear, sign) = sums.Gradient(_loss.Error);
        var factor = 2 * _scale * _loss.StyleWeight * _target.Weight / _gram.Positions;
        (_linear, _sign) = (factor * linear, factor * sign);
        return sums.Error(_loss.Error);
    }

    /// <summary>Adds one row of the gradient's matrix.</summary>
    public void AddMatrixRow(int row, Span<float> matrix)
    {
        for (var column = 0; column < matrix.Length; column++)
        {
            var d = Difference(row, column);
            matrix[column] += (float)(_linear * d + _sign * (d > 0 ? 1 : d < 0 ? -1 : 0));
        }
    }

    private double Difference(int row, int column) =>
        _scale * (_gram[row, column] - _target.Gram.Values[row * _gram.Channels + column]);
}

/// <summary>Measures a layer's style errors. One item is one row of the matrices.</summary>
internal sealed unsafe class StyleErrorStep(int channels, IReadOnlyList<StyleError> errors) : IStep
{
    public int Items => channels;

    public long ScratchLength => 0;

    public void Run(int item, float* scratch)
    {
        for (var i = 0; i < errors.Count; i++)
        {
            errors[i].MeasureRow(item);
        }
    }
}

/// <summary>Makes the matrix of a layer's style gradient. One item is one of its rows.</summary>
internal sealed unsafe class StyleMatrixStep(int channels, IReadOnlyList<StyleError> errors, DirectWeights matrix)
    : IStep
{
    public int Items => channels;

    public long ScratchLength => channels;

    public void Run(int item, float* scratch)
    {
        var row = new Span<float>(scratch, channels);
        row.Clear();
        for (var i = 0; i < errors.Count; i++)
        {
            errors[i].AddMatrixRow(item, row);
        }

        matrix.SetMatrixRow(item, row);
    }
}
