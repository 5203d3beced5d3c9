using StyleFunctions.Transfer.Engines.Cpu.Planes;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu.Steps;

/// <summary>
/// Turns pixels into the network's input, with the border its first convolution sees. One item is one row of one
/// colour.
/// </summary>
internal sealed unsafe class PreprocessStep(
    Preprocessing preprocessing, Padding padding, PixelSource pixels, FeaturePlanes output) : IStep
{
    private readonly int _top = output.Rows.Start == 0 ? -1 : output.Rows.Start;
    private readonly int _bottom = output.Rows.End == output.Height ? output.Height + 1 : output.Rows.End;

    public int Items => output.Channels * (_bottom - _top);

    public long ScratchLength => 0;

    public void Run(int item, float* scratch)
    {
        var (color, y) = (item / (_bottom - _top), _top + item % (_bottom - _top));
        var padded = new Span<float>(output.At(color, y, -1), output.Pitch);
        if (padding == Padding.Zero && (y < 0 || y >= output.Height))
        {
            padded.Clear();
            return;
        }

        var row = padded[1..^1];
        var scale = preprocessing.Scale / preprocessing.Deviation[color];
        var offset = preprocessing.Mean[color] / preprocessing.Deviation[color];
        var from = ((nint)color * output.Height + Math.Clamp(y, 0, output.Height - 1)) * output.Width;
        var source = new ReadOnlySpan<float>(pixels.Pixels + from, output.Width);
        for (var x = 0; x < row.Length; x++)
        {
            row[x] = source[x] * scale - offset;
        }

        (padded[0], padded[^1]) = padding == Padding.Replicate ? (row[0], row[^1]) : (0, 0);
    }
}
