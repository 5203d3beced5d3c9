using System.Runtime.CompilerServices;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Planes;

namespace StyleFunctions.Transfer.Engines.Cpu.Convolutions;

/// <summary>
/// A direct convolution, its gradient, or a product of features with a matrix. One item is one panel of output channels
/// at a group of consecutive positions: small enough for its inputs to stay in the second-level cache while the panels
/// go by. It runs along the padded plane, over the ends of rows, so what it leaves in the border is anybody's.
/// </summary>
internal sealed unsafe class DirectStep : IStep
{
    private const int TilesPerGroup = 20;

    // Whose sums are finished together: beginning to do so takes as long as finishing a whole tile.
    private const int TilesAtOnce = 4;

    private readonly TileKernels _kernels;
    private readonly DirectWeights _weights;
    private readonly FeaturePlanes _input;
    private readonly ConvolutionEnd _end;
    private readonly int _firstPosition;
    private readonly int _positions;
    private readonly int _groupLength;
    private readonly nint[] _taps;

    /// <param name="kernels">The kernels.</param>
    /// <param name="weights">The packed weights.</param>
    /// <param name="input">Planes read; the border around what is computed counts.</param>
    /// <param name="area">The outputs to compute.</param>
    /// <param name="end">What happens to them; nothing can be pooled here.</param>
    public DirectStep(
        TileKernels kernels, DirectWeights weights, FeaturePlanes input, ConvolutionArea area, ConvolutionEnd end)
    {
        _kernels = kernels;
        _weights = weights;
        _input = input;
        _end = end;
        _groupLength = TilesPerGroup * kernels.Rows;
        _firstPosition = (area.Top - input.Rows.Start + 1) * input.Pitch + area.Left + 1;
        _positions = (area.Bottom - area.Top - 1) * input.Pitch + area.Right - area.Left;
        _taps = weights.Taps == 1 ? [0] : TapOffsets(input);
    }

    public int Items => (_positions + _groupLength - 1) / _groupLength * _weights.Panels;

    public long ScratchLength => 0;

    /// <summary>Multiplications with an addition.</summary>
    public double MultiplyAdds => (double)_weights.Taps * _weights.Inputs * _weights.Outputs * _positions;

    /// <summary>How far each tap of a 3x3 kernel lies from its middle, in floats.</summary>
    public static nint[] TapOffsets(FeaturePlanes planes) =>
        [
            .. from y in Enumerable.Range(-1, 3)
               from x in Enumerable.Range(-1, 3)
               select (nint)(y * planes.Pitch + x) * planes.ChannelsInBlock,
        ];

    public void Run(int item, float* scratch)
    {
        var start = _firstPosition + item / _weights.Panels * _groupLength;
        Compute(item % _weights.Panels, start, Math.Min(start + _groupLength, _firstPosition + _positions));
    }

    /// <summary>A panel's sums in a rectangle of positions, for a convolution that adds them to its own.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="area">The positions; those right of them are expected next.</param>
    /// <param name="sums">For each position a panel's width of sums.</param>
    /// <param name="rowStride">Floats from one row of positions to the next.</param>
    public void Multiply(int panel, ConvolutionArea area, float* sums, nint rowStride)
    {
        var columns = area.Right - area.Left;
        for (var y = area.Top; y < area.Bottom; y++, sums += rowStride)
        {
            var position = (y - _input.Rows.Start + 1) * _input.Pitch + 1 + area.Left;
            if (panel == 0)
            {
                Prefetch(position + columns, columns);
            }

            for (var done = 0; done < columns; done += _kernels.Rows)
            {
                var count = Math.Min(_kernels.Rows, columns - done);
                MultiplyTile(panel, position + done, count, sums + done * _kernels.PanelWidth);
            }
        }
    }

    // The same tiles' later panels find them in the second-level cache, mostly.
    private void Prefetch(int position, int count)
    {
        var source = _input.Origin + (nint)position * FeaturePlanes.BlockSize;
        for (var block = 0; block < _input.Blocks; block++, source += _input.BlockStride)
        {
            CacheLines.AskForSecondLevel(source, count);
        }
    }

    [SkipLocalsInit]
    private void Compute(int panel, int start, int end)
    {
        var memory = stackalloc float[TilesAtOnce * TileKernels.SumsLength];
        var sums = TileKernels.FirstLine(memory);
        for (int position = start, next; position < end; position = next)
        {
            next = Math.Min(end, position + TilesAtOnce * _kernels.Rows);
            var (y, x) = (position / _input.Pitch - 1 + _input.Rows.Start, position % _input.Pitch - 1);
            for (var done = 0; done < next - position; done += _kernels.Rows)
            {
                var count = Math.Min(_kernels.Rows, next - position - done);
                var area = new ConvolutionArea(y, y + 1, x + done, x + done + count);
                _end.Prefetch(panel * _kernels.PanelWidth, _kernels.PanelWidth, area);
                MultiplyTile(panel, position + done, count, sums + done * _kernels.PanelWidth);
            }

            Finish(panel, y, x, next - position, sums);
        }
    }

    private void MultiplyTile(int panel, int position, int count, float* sums)
    {
        var source = _input.Origin + (nint)position * _input.ChannelsInBlock;
        var weights = _weights.Weights + panel * _weights.PanelLength;
        fixed (nint* taps = _taps)
        {
            _kernels.Multiply(
                source,
                _input.BlockStride,
                _input.ChannelsInBlock,
                _input.Channels,
                taps,
                _weights.Taps,
                weights,
                count,
                sums);
        }
    }

    private void Finish(int panel, int y, int x, int count, float* sums)
    {
        var registerWidth = _kernels.PanelWidth / 2;
        var lastChannel = Math.Min((panel + 1) * _kernels.PanelWidth, _end.Blocks * FeaturePlanes.BlockSize);
        for (var channel = panel * _kernels.PanelWidth; channel < lastChannel; channel += registerWidth)
        {
            var target = _end.Target(_weights.Bias, channel, y, x, rows: 1, columns: count);
            _kernels.Finish(sums, _kernels.PanelWidth, 0, in target);
            sums += registerWidth;
        }
    }
}
