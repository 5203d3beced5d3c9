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

    private (float Scale, float Offset) Factors(int color) => (
        preprocessing.Scale / preprocessing.Deviation[color],
        preprocessing.Mean[color] / preprocessing.Deviation[color]);

    private void LoadRow(int y, float* row)
    {
        var plane = (nint)output.Height * output.Width;
        var source = pixels.Pixels + (nint)y * output.Width;
        var (redScale, redOffset) = Factors(0);
        var (greenScale, greenOffset) = Factors(1);
        var (blueScale, blueOffset) = Factors(2);
        for (var x = 0; x < output.Width; x++)
        {
            var position = row + x * FeaturePlanes.BlockSize;
            position[0] = source[x] * redScale - redOffset;
            position[1] = source[plane + x] * greenScale - greenOffset;
            position[2] = source[2 * plane + x] * blueScale - blueOffset;
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
