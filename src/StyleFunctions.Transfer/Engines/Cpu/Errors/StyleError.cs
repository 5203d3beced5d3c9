using System.Numerics;
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
        var (manySquares, manyAbsolutes) = (Vector<double>.Zero, Vector<double>.Zero);
        var i = 1;
        for (; i + Vector<float>.Count <= sums.Length; i += Vector<float>.Count)
        {
            var (low, high) = Differences(sums[i..], wanted[i..]);
            manySquares += low * low + high * high;
            manyAbsolutes += Vector.Abs(low) + Vector.Abs(high);
        }

        var (squares, absolutes) = (Vector.Sum(manySquares), Vector.Sum(manyAbsolutes));
        for (; i < sums.Length; i++)
        {
            var d = Difference(sums[i], wanted[i]);
            squares += d * d;
            absolutes += Math.Abs(d);
        }

        var onDiagonal = Difference(sums[0], wanted[0]);
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
        var i = 0;
        for (; i + Vector<float>.Count <= matrix.Length; i += Vector<float>.Count)
        {
            var (low, high) = Differences(sums[i..], wanted[i..]);
            var slopes = Vector.Narrow(Slopes(low), Slopes(high));
            (new Vector<float>(matrix[i..]) + slopes).CopyTo(matrix[i..]);
        }

        for (; i < matrix.Length; i++)
        {
            var d = Difference(sums[i], wanted[i]);
            matrix[i] += (float)(_linear * d + (d > 0 ? _sign : d < 0 ? -_sign : 0));
        }
    }

    private double Difference(double sum, float wanted) => _scaledShare * sum - _scale * wanted;

    // As many as a register holds floats, in two registers.
    private (Vector<double> Low, Vector<double> High) Differences(
        ReadOnlySpan<double> sums, ReadOnlySpan<float> wanted)
    {
        Vector.Widen(new Vector<float>(wanted), out var low, out var high);
        return (
            _scaledShare * new Vector<double>(sums) - _scale * low,
            _scaledShare * new Vector<double>(sums[Vector<double>.Count..]) - _scale * high);
    }

    private Vector<double> Slopes(Vector<double> d)
    {
        var sign = new Vector<double>(_sign);
        var above = Vector.ConditionalSelect(Vector.GreaterThan(d, Vector<double>.Zero), sign, Vector<double>.Zero);
        var below = Vector.ConditionalSelect(Vector.LessThan(d, Vector<double>.Zero), sign, Vector<double>.Zero);
        return _linear * d + above - below;
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
