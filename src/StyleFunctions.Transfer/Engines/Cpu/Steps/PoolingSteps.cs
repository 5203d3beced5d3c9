using System.Numerics;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu.Steps;

/// <summary>2x2 pooling. One item is one output row of one block.</summary>
internal sealed unsafe class PoolingStep(Pooling pooling, FeaturePlanes input, FeaturePlanes output) : IStep
{
    /// <summary>crowsonkb's factor that keeps the size of activations under L2 pooling.</summary>
    public const float L2Scale = 0.78f;

    private const int BlockSize = FeaturePlanes.BlockSize;

    public int Items => output.Blocks * output.Height;

    public void Run(int item, float* scratch)
    {
        var (block, y) = (item / output.Height, item % output.Height);
        var upper = input.At(block, 2 * y, 0);
        var lower = input.At(block, 2 * y + 1, 0);
        var target = output.At(block, y, 0);
        for (var x = 0; x < output.Width; x++, upper += 2 * BlockSize, lower += 2 * BlockSize, target += BlockSize)
        {
            for (var c = 0; c < BlockSize; c += Vector<float>.Count)
            {
                Pool(
                    Vector.Load(upper + c),
                    Vector.Load(upper + BlockSize + c),
                    Vector.Load(lower + c),
                    Vector.Load(lower + BlockSize + c)).Store(target + c);
            }
        }
    }

    private Vector<float> Pool(Vector<float> a, Vector<float> b, Vector<float> c, Vector<float> d) => pooling switch
    {
        Pooling.Max => Vector.Max(Vector.Max(a, b), Vector.Max(c, d)),
        Pooling.Average => (a + b + (c + d)) * 0.5f,
        Pooling.AverageUnscaled => (a + b + (c + d)) * 0.25f,
        _ => Vector.SquareRoot(a * a + b * b + (c * c + d * d)) * L2Scale,
    };
}

/// <summary>
/// Pooling's gradient: every position of the input's gradient is written, an odd last row or column with zeros. If
/// asked to, it applies the gradient of the ReLU before it, too. One item is one output row of one block.
/// </summary>
internal sealed unsafe class PoolingGradientStep(
    Pooling pooling,
    FeaturePlanes input,
    FeaturePlanes output,
    FeaturePlanes outputGradient,
    FeaturePlanes inputGradient,
    bool rectifies) : IStep
{
    private const int BlockSize = FeaturePlanes.BlockSize;

    public int Items => output.Blocks * output.Height;

    public void Run(int item, float* scratch)
    {
        var (block, y) = (item / output.Height, item % output.Height);
        for (var x = 0; x < output.Width; x++)
        {
            var source = input.At(block, 2 * y, 2 * x);
            var target = inputGradient.At(block, 2 * y, 2 * x);
            var pooled = output.At(block, y, x);
            var gradient = outputGradient.At(block, y, x);
            for (var c = 0; c < BlockSize; c += Vector<float>.Count)
            {
                Spread(Vector.Load(gradient + c), Vector.Load(pooled + c), source + c, target + c);
            }
        }

        if (input.Width % 2 != 0)
        {
            new Span<float>(inputGradient.At(block, 2 * y, input.Width - 1), BlockSize).Clear();
            new Span<float>(inputGradient.At(block, 2 * y + 1, input.Width - 1), BlockSize).Clear();
        }

        if (input.Height % 2 != 0 && y == output.Height - 1)
        {
            new Span<float>(inputGradient.At(block, input.Height - 1, 0), input.Width * BlockSize).Clear();
        }
    }

    // From one position to the four it was pooled from.
    private void Spread(Vector<float> gradient, Vector<float> pooled, float* source, float* target)
    {
        var below = (nint)input.Pitch * BlockSize;
        switch (pooling)
        {
            case Pooling.Max:
                // The first of equal maxima takes it all, row by row, as in PyTorch. A maximum of 0 passes nothing on.
                gradient = rectifies ? WherePositive(pooled, gradient) : gradient;
                gradient = TakeIfMaximum(gradient, pooled, source, target);
                gradient = TakeIfMaximum(gradient, pooled, source + BlockSize, target + BlockSize);
                gradient = TakeIfMaximum(gradient, pooled, source + below, target + below);
                TakeIfMaximum(gradient, pooled, source + below + BlockSize, target + below + BlockSize);
                break;

            case Pooling.L2:
                // d pooled / d x = scale^2 x / pooled, and 0 where all four are 0; so after a ReLU also where x is 0.
                var factor = Vector.ConditionalSelect(
                    Vector.GreaterThan(pooled, Vector<float>.Zero),
                    gradient * (PoolingStep.L2Scale * PoolingStep.L2Scale) / pooled,
                    Vector<float>.Zero);
                (Vector.Load(source) * factor).Store(target);
                (Vector.Load(source + BlockSize) * factor).Store(target + BlockSize);
                (Vector.Load(source + below) * factor).Store(target + below);
                (Vector.Load(source + below + BlockSize) * factor).Store(target + below + BlockSize);
                break;

            default:
                gradient *= pooling == Pooling.Average ? 0.5f : 0.25f;
                Rectify(gradient, source).Store(target);
                Rectify(gradient, source + BlockSize).Store(target + BlockSize);
                Rectify(gradient, source + below).Store(target + below);
                Rectify(gradient, source + below + BlockSize).Store(target + below + BlockSize);
                break;
        }
    }

    private static Vector<float> WherePositive(Vector<float> condition, Vector<float> value) =>
        Vector.ConditionalSelect(Vector.GreaterThan(condition, Vector<float>.Zero), value, Vector<float>.Zero);

    private Vector<float> Rectify(Vector<float> gradient, float* source) =>
        rectifies ? WherePositive(Vector.Load(source), gradient) : gradient;

    // Writes the gradient where the source is the maximum, and returns what is left for the positions that follow.
    private static Vector<float> TakeIfMaximum(
        Vector<float> gradient, Vector<float> maximum, float* source, float* target)
    {
        var takes = Vector.Equals(Vector.Load(source), maximum);
        Vector.ConditionalSelect(takes, gradient, Vector<float>.Zero).Store(target);
        return Vector.ConditionalSelect(takes, Vector<float>.Zero, gradient);
    }
}
