using System.Numerics;
using StyleFunctions.Transfer.Losses;

namespace StyleFunctions.Transfer.Engines.Cpu.Steps;

/// <summary>
/// Sums over F - F*, the difference of a layer's features from the content's. One item is one row of one block.
/// </summary>
internal sealed unsafe class ContentErrorStep(FeaturePlanes features, FeaturePlanes target) : IStep
{
    private readonly double[] _squares = new double[features.Blocks * features.Height];
    private readonly double[] _absolutes = new double[features.Blocks * features.Height];

    public int Items => features.Blocks * features.Height;

    /// <summary>The sums over the whole plane, added up in one order whatever the threads did.</summary>
    public ErrorSums Sums
    {
        get
        {
            double squares = 0, absolutes = 0;
            for (var i = 0; i < _squares.Length; i++)
            {
                squares += _squares[i];
                absolutes += _absolutes[i];
            }

            return new ErrorSums(squares, absolutes, (long)features.Channels * features.Height * features.Width);
        }
    }

    public void Run(int item, float* scratch)
    {
        var f = features.At(item / features.Height, item % features.Height, 0);
        var t = target.At(item / features.Height, item % features.Height, 0);
        var squares = Vector<float>.Zero;
        var absolutes = Vector<float>.Zero;
        for (var i = 0; i < features.Width * FeaturePlanes.BlockSize; i += Vector<float>.Count)
        {
            var d = Vector.Load(f + i) - Vector.Load(t + i);
            squares += d * d;
            absolutes += Vector.Abs(d);
        }

        _squares[item] = Vector.Sum(squares);
        _absolutes[item] = Vector.Sum(absolutes);
    }
}

/// <summary>Adds the content error's gradient to a layer's. One item is one row of one block.</summary>
internal sealed unsafe class ContentGradientStep(
    FeaturePlanes features, FeaturePlanes target, FeaturePlanes gradient) : IStep
{
    /// <summary>The factor on the difference; set before the step runs.</summary>
    public float Linear { get; set; }

    /// <summary>The factor on the difference's sign; set before the step runs.</summary>
    public float Sign { get; set; }

    public int Items => features.Blocks * features.Height;

    public void Run(int item, float* scratch)
    {
        var f = features.At(item / features.Height, item % features.Height, 0);
        var t = target.At(item / features.Height, item % features.Height, 0);
        var g = gradient.At(item / features.Height, item % features.Height, 0);
        for (var i = 0; i < features.Width * FeaturePlanes.BlockSize; i += Vector<float>.Count)
        {
            var d = Vector.Load(f + i) - Vector.Load(t + i);
            var zero = Vector<float>.Zero;
            var sign = Vector.ConditionalSelect(Vector.GreaterThan(d, zero), new Vector<float>(Sign), zero)
                - Vector.ConditionalSelect(Vector.LessThan(d, zero), new Vector<float>(Sign), zero);
            (Vector.Load(g + i) + d * Linear + sign).Store(g + i);
        }
    }
}
