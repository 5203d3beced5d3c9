using System.Numerics;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Planes;
using StyleFunctions.Transfer.Losses;

namespace StyleFunctions.Transfer.Engines.Cpu.Errors;

/// <summary>
/// The error of a layer's features, F - F*, and its gradient. The target stays as planar as it came, since it is as
/// large as the features; a row of it is brought into blocks when it is needed.
/// </summary>
internal sealed unsafe class ContentError
{
    private const int BlockSize = FeaturePlanes.BlockSize;

    private readonly ContentTarget _target;
    private readonly LossFunction _loss;
    private readonly double[] _squares;
    private readonly double[] _absolutes;
    private float _linear;
    private float _sign;

    public ContentError(PlaneShape layer, ContentTarget target, LossFunction loss)
    {
        _target = target;
        _loss = loss;
        _squares = new double[layer.Blocks * layer.Height];
        _absolutes = new double[layer.Blocks * layer.Height];
    }

    /// <summary>The step that measures the error in some rows.</summary>
    public IStep MeasureStep(FeaturePlanes features, Rows rows) => new SumStep(this, features, rows);

    /// <summary>The step that brings the gradient into a layer's.</summary>
    /// <param name="features">The layer's features, at least in the gradient's rows.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="adds">Whether it is added to what is there.</param>
    public IStep GradientStep(FeaturePlanes features, FeaturePlanes gradient, bool adds) =>
        new DifferenceStep(this, features, gradient, adds);

    /// <summary>The error, once every row was measured; makes ready the gradient's factors.</summary>
    public double Finish()
    {
        double squares = 0, absolutes = 0;
        for (var i = 0; i < _squares.Length; i++)
        {
            squares += _squares[i];
            absolutes += _absolutes[i];
        }

        var sums = new ErrorSums(squares, absolutes, _target.Features.Values.LongLength);
        var (linear, sign) = sums.Gradient(_loss.Error);
        var weight = _loss.ContentWeight * _target.Weight;
        _linear = (float)(weight * linear);
        _sign = (float)(weight * sign);
        return sums.Error(_loss.Error);
    }

    // One row of a block of the target, 16 channels side by side.
    private void LoadTarget(int block, int y, float* row)
    {
        var (channels, height, width, values) = _target.Features;
        var inBlock = Math.Min(BlockSize, channels - block * BlockSize);
        var pitch = (nint)height * width;
        fixed (float* first = &values[(block * BlockSize * height + y) * width])
        {
            var x = 0;
            for (; inBlock == BlockSize && x + BlockSize <= width; x += BlockSize)
            {
                Transposition.Run(first + x, pitch, BlockSize, 1, row + x * BlockSize, BlockSize);
            }

            for (; x < width; x++)
            {
                for (var c = 0; c < BlockSize; c++)
                {
                    row[x * BlockSize + c] = c < inBlock ? first[c * pitch + x] : 0;
                }
            }
        }
    }

    // One item is one row of one block.
    private sealed class SumStep(ContentError error, FeaturePlanes features, Rows rows) : IStep
    {
        public int Items => features.Blocks * rows.Count;

        public long ScratchLength => features.Width * BlockSize;

        public void Run(int item, float* scratch)
        {
            var (block, y) = (item / rows.Count, rows.Start + item % rows.Count);
            error.LoadTarget(block, y, scratch);
            var f = features.At(block, y, 0);
            var squares = Vector<float>.Zero;
            var absolutes = Vector<float>.Zero;
            for (var i = 0; i < features.Width * BlockSize; i += Vector<float>.Count)
            {
                var d = Vector.Load(f + i) - Vector.Load(scratch + i);
                squares += d * d;
                absolutes += Vector.Abs(d);
            }

            error._squares[block * features.Height + y] = Vector.Sum(squares);
            error._absolutes[block * features.Height + y] = Vector.Sum(absolutes);
        }
    }

    // One item is one row of one block.
    private sealed class DifferenceStep(
        ContentError error, FeaturePlanes features, FeaturePlanes gradient, bool adds) : IStep
    {
        public int Items => gradient.Blocks * gradient.Rows.Count;

        public long ScratchLength => features.Width * BlockSize;

        public void Run(int item, float* scratch)
        {
            var (block, y) = (item / gradient.Rows.Count, gradient.Rows.Start + item % gradient.Rows.Count);
            error.LoadTarget(block, y, scratch);
            var f = features.At(block, y, 0);
            var g = gradient.At(block, y, 0);
            var zero = Vector<float>.Zero;
            for (var i = 0; i < features.Width * BlockSize; i += Vector<float>.Count)
            {
                var d = Vector.Load(f + i) - Vector.Load(scratch + i);
                var sign = Vector.ConditionalSelect(Vector.GreaterThan(d, zero), new Vector<float>(error._sign), zero)
                    - Vector.ConditionalSelect(Vector.LessThan(d, zero), new Vector<float>(error._sign), zero);
                var value = d * error._linear + sign;
                (adds ? Vector.Load(g + i) + value : value).Store(g + i);
            }
        }
    }
}
