using System.Numerics;

namespace StyleFunctions.Transfer.Engines.Cpu.Steps;

/// <summary>max(0, x), for a convolution whose own output is kept as well. One item is one row of one block.</summary>
internal sealed unsafe class ReluStep(FeaturePlanes input, FeaturePlanes output) : IStep
{
    public int Items => input.Blocks * input.Height;

    public void Run(int item, float* scratch)
    {
        var source = input.At(item / input.Height, item % input.Height, 0);
        var target = output.At(item / input.Height, item % input.Height, 0);
        for (var i = 0; i < input.Width * FeaturePlanes.BlockSize; i += Vector<float>.Count)
        {
            Vector.Max(Vector.Load(source + i), Vector<float>.Zero).Store(target + i);
        }
    }
}

/// <summary>
/// ReLU's gradient, in place: nothing passes where the activation is zero. One item is one row of one block.
/// </summary>
internal sealed unsafe class ReluGradientStep(FeaturePlanes activation, FeaturePlanes gradient) : IStep
{
    public int Items => activation.Blocks * activation.Height;

    public void Run(int item, float* scratch)
    {
        var a = activation.At(item / activation.Height, item % activation.Height, 0);
        var g = gradient.At(item / activation.Height, item % activation.Height, 0);
        for (var i = 0; i < activation.Width * FeaturePlanes.BlockSize; i += Vector<float>.Count)
        {
            var passes = Vector.GreaterThan(Vector.Load(a + i), Vector<float>.Zero);
            Vector.ConditionalSelect(passes, Vector.Load(g + i), Vector<float>.Zero).Store(g + i);
        }
    }
}

/// <summary>
/// Sets a gradient to zero, for a layer that nothing behind it reads. One item is one row of one block.
/// </summary>
internal sealed unsafe class ClearStep(FeaturePlanes gradient) : IStep
{
    public int Items => gradient.Blocks * gradient.Height;

    public void Run(int item, float* scratch) =>
        new Span<float>(
            gradient.At(item / gradient.Height, item % gradient.Height, 0),
            gradient.Width * FeaturePlanes.BlockSize).Clear();
}
