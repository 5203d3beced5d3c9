using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu.Steps;

/// <summary>
/// Turns pixels into the network's input, with the border its first convolution sees. One item is one row.
/// </summary>
internal sealed unsafe class PreprocessStep(Preprocessing preprocessing, Padding padding, FeaturePlanes output) : IStep
{
    /// <summary>The pixels, 3 x H x W; set before the step runs.</summary>
    public float* Pixels { get; set; }

    public int Items => output.Height;

    public void Run(int item, float* scratch)
    {
        LoadRow(item, item);
        if (padding == Padding.Replicate)
        {
            if (item == 0)
            {
                LoadRow(0, -1);
            }

            if (item == output.Height - 1)
            {
                LoadRow(item, output.Height);
            }
        }
    }

    private void LoadRow(int from, int to)
    {
        var row = output.At(0, to, 0);
        for (var c = 0; c < 3; c++)
        {
            var source = Pixels + ((nint)c * output.Height + from) * output.Width;
            var scale = preprocessing.Scale / preprocessing.Deviation[c];
            var offset = preprocessing.Mean[c] / preprocessing.Deviation[c];
            for (var x = 0; x < output.Width; x++)
            {
                row[x * FeaturePlanes.BlockSize + c] = source[x] * scale - offset;
            }
        }

        if (padding == Padding.Replicate)
        {
            Borders.CopyPosition(row, row - FeaturePlanes.BlockSize);
            var last = row + (output.Width - 1) * FeaturePlanes.BlockSize;
            Borders.CopyPosition(last, last + FeaturePlanes.BlockSize);
        }
    }
}
