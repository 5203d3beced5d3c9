using StyleFunctions.Transfer.Engines.Cpu.Planes;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu.Steps;

/// <summary>
/// Turns pixels into the network's input, with the border its first convolution sees. One item is one row.
/// </summary>
internal sealed unsafe class PreprocessStep(
    Preprocessing preprocessing, Padding padding, PixelSource pixels, FeaturePlanes output) : IStep
{
    private readonly int _top = output.Rows.Start == 0 ? -1 : output.Rows.Start;
    private readonly int _bottom = output.Rows.End == output.Height ? output.Height + 1 : output.Rows.End;

    public int Items => _bottom - _top;

    public long ScratchLength => 0;

    public void Run(int item, float* scratch)
    {
        var y = _top + item;
        var row = output.At(0, y, 0);
        if (padding == Padding.Zero && (y < 0 || y >= output.Height))
        {
            new Span<float>(row - FeaturePlanes.BlockSize, output.Pitch * FeaturePlanes.BlockSize).Clear();
            return;
        }

        LoadRow(Math.Clamp(y, 0, output.Height - 1), row);
    }

    private void LoadRow(int y, float* row)
    {
        for (var c = 0; c < 3; c++)
        {
            var source = pixels.Pixels + ((nint)c * output.Height + y) * output.Width;
            var scale = preprocessing.Scale / preprocessing.Deviation[c];
            var offset = preprocessing.Mean[c] / preprocessing.Deviation[c];
            for (var x = 0; x < output.Width; x++)
            {
                row[x * FeaturePlanes.BlockSize + c] = source[x] * scale - offset;
            }
        }

        var before = row - FeaturePlanes.BlockSize;
        var after = row + output.Width * FeaturePlanes.BlockSize;
        if (padding == Padding.Replicate)
        {
            Borders.CopyPosition(row, before);
            Borders.CopyPosition(after - FeaturePlanes.BlockSize, after);
        }
        else
        {
            new Span<float>(before, FeaturePlanes.BlockSize).Clear();
            new Span<float>(after, FeaturePlanes.BlockSize).Clear();
        }
    }
}
