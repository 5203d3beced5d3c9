using StyleFunctions.Transfer.Engines.Cpu.Planes;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu.Steps;

/// <summary>
/// The gradient of some rows of pixels as the optimiser sees them: the network's, with its border added to the edges
/// that were repeated there, in units of pixels, and the total variation's. One item is one row of one colour.
/// </summary>
internal sealed unsafe class PostprocessStep(
    Preprocessing preprocessing,
    Padding padding,
    PixelSource pixels,
    TotalVariation variation,
    double variationWeight,
    double[] variationOfRows,
    int height,
    int width,
    Rows rows,
    PixelGradientStep? network) : IStep
{
    public int Items => 3 * rows.Count;

    public long ScratchLength => 0;

    public void Run(int item, float* scratch)
    {
        var (c, y) = (item / rows.Count, rows.Start + item % rows.Count);
        var gradient = new Span<float>(pixels.Gradient + ((nint)c * height + y) * width, width);
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

        var plane = new ReadOnlySpan<float>(pixels.Pixels + (nint)c * height * width, height * width);
        variationOfRows[c * height + y] = variation.AddRow(plane, y, variationWeight, gradient);
    }

    private void AddRow(int c, int y, Span<float> gradient)
    {
        var row = network!.Row(c, y);
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
