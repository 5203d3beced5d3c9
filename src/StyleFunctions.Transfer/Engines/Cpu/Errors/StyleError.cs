using StyleFunctions.Transfer.Engines.Cpu.Convolutions;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu.Errors;

/// <summary>
/// The error of a layer's Gram matrix, and its gradient: with D = d error / d G, symmetric, and G = F F^T / N, it is
/// 2 D F / N, a product of features with a matrix. All matrices are symmetric, so that the half on and above the
/// diagonal is enough.
/// </summary>
internal sealed class StyleError
{
    private readonly GramSums _gram;
    private readonly StyleTarget _target;
    private readonly LossFunction _loss;
    private readonly double _scale;
    private readonly double _scaledShare;
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
        _scaledShare = _scale / gram.Positions;
        _squares = new double[gram.Channels];
        _absolutes = new double[gram.Channels];
    }

    /// <summary>Sums over one row of the difference of the matrices, and the column that mirrors it.</summary>
    public void MeasureRow(int row)
    {
        var sums = _gram.Row(row);
        var wanted = Wanted(row);
        double squares = 0, absolutes = 0;
        for (var i = 1; i < sums.Length; i++)
        {
            var d = _scaledShare * sums[i] - _scale * wanted[i];
            squares += d * d;
            absolutes += Math.Abs(d);
        }

        var onDiagonal = _scaledShare * sums[0] - _scale * wanted[0];
        _squares[row] = 2 * squares + onDiagonal * onDiagonal;
        _absolutes[row] = 2 * absolutes + Math.Abs(onDiagonal);
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

    /// <summary>Adds one row of the gradient's matrix, from the diagonal on.</summary>
    public void AddMatrixRow(int row, Span<float> matrix)
    {
        var sums = _gram.Row(row);
        var wanted = Wanted(row);
        for (var i = 0; i < matrix.Length; i++)
        {
            var d = _scaledShare * sums[i] - _scale * wanted[i];
            matrix[i] += (float)(_linear * d + (d > 0 ? _sign : d < 0 ? -_sign : 0));
        }
    }

    private ReadOnlySpan<float> Wanted(int row) =>
        _target.Gram.Values.AsSpan(row * _gram.Channels + row, _gram.Channels - row);
}

/// <summary>Measures a layer's style errors. One item is one row of the matrices.</summary>
internal sealed unsafe class StyleErrorStep(int channels, StyleError[] errors) : IStep
{
    public int Items => channels;

    public long ScratchLength => 0;

    public void Run(int item, float* scratch)
    {
        foreach (var error in errors)
        {
            error.MeasureRow(item);
        }
    }
}

/// <summary>Makes the matrix of a layer's style gradient. One item is one of its rows, and its mirror image.</summary>
internal sealed unsafe class StyleMatrixStep(int channels, StyleError[] errors, DirectWeights matrix) : IStep
{
    public int Items => channels;

    public long ScratchLength => channels;

    public void Run(int item, float* scratch)
    {
        var row = new Span<float>(scratch, channels - item);
        row.Clear();
        foreach (var error in errors)
        {
            error.AddMatrixRow(item, row);
        }

        matrix.SetSymmetric(item, row);
    }
}
