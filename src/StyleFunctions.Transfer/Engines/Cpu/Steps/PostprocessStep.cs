using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu.Steps;

/// <summary>
/// The gradient of the pixels as the optimiser sees them: the network's, with its border added to the edges that were
/// repeated there, in units of pixels, and the total variation's. One item is one row of one colour.
/// </summary>
internal sealed unsafe class PostprocessStep(
    Preprocessing preprocessing,
    Padding padding,
    LossFunction loss,
    int height,
    int width,
    PixelGradientStep? network) : IStep
{
    private readonly double[] _totalVariation = new double[3 * height];
    private readonly TotalVariation _variation = new(loss.Tv, loss.PixelRange, height, width);

    /// <summary>The pixels, 3 x H x W; set before the step runs.</summary>
    public float* Pixels { get; set; }

    /// <summary>Receives their gradient, 3 x H x W; set before the step runs.</summary>
    public float* Gradient { get; set; }

    public int Items => 3 * height;

    /// <summary>The total variation, before its weight.</summary>
    public double TotalVariation
    {
        get
        {
            var sum = 0.0;
            foreach (var row in _totalVariation)
            {
                sum += row;
            }

            return sum;
        }
    }

    public void Run(int item, float* scratch)
    {
        var (c, y) = (item / height, item % height);
        var gradient = new Span<float>(Gradient + (nint)item * width, width);
        gradient.Clear();
        if (network is not null)
        {
            AddRow(c, y, gradient);
            if (padding == Padding.Replicate && y == 0)
            {
                AddRow(c, -1, gradient);
            }

            if (padding == Padding.Replicate && y == height - 1)
            {
                AddRow(c, height, gradient);
            }
        }

        var scale = preprocessing.Scale / preprocessing.Deviation[c];
        for (var x = 0; x < gradient.Length; x++)
        {
            gradient[x] *= scale;
        }

        var plane = new ReadOnlySpan<float>(Pixels + (nint)c * height * width, height * width);
        _totalVariation[item] = _variation.AddRow(plane, y, loss.TvWeight, gradient);
    }

    private void AddRow(int c, int paddedY, Span<float> gradient)
    {
        var row = network!.Padded + ((nint)c * (height + 2) + paddedY + 1) * (width + 2) + 1;
        for (var x = 0; x < gradient.Length; x++)
        {
            gradient[x] += row[x];
        }

        if (padding == Padding.Replicate)
        {
            gradient[0] += row[-1];
            gradient[^1] += row[width];
        }
    }
}
