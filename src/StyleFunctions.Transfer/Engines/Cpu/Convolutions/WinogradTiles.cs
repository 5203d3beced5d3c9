using System.Runtime.CompilerServices;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Planes;

namespace StyleFunctions.Transfer.Engines.Cpu.Convolutions;

/// <summary>Rows of a plane cut into tiles of outputs and the inputs they come from.</summary>
internal sealed unsafe class WinogradTiles
{
    // Of a row of positions to whose outputs something is added: two F6 tiles' or three F4 tiles', as many as the
    // widest kernel takes at once.
    private const int AddedPositions = TileKernels.MaximumRows;

    // How long before a tile is read or written its lines are asked for.
    private const int TilesAhead = 2;

    private readonly TileKernels _kernels;
    private readonly ConvolutionInput _input;
    private readonly ConvolutionEnd _end;
    private readonly ConvolutionArea _area;
    private readonly int _columns;

    /// <param name="method">The size of the tiles.</param>
    /// <param name="kernels">The kernels.</param>
    /// <param name="input">The inputs.</param>
    /// <param name="area">The outputs to compute.</param>
    /// <param name="end">What happens to them.</param>
    public WinogradTiles(
        WinogradMethod method, TileKernels kernels, ConvolutionInput input, ConvolutionArea area, ConvolutionEnd end)
    {
        Method = method;
        _kernels = kernels;
        _input = input;
        _end = end;
        _area = area;
        _columns = (area.Right - area.Left + method.OutputSize - 1) / method.OutputSize;
        Count = _columns * ((area.Bottom - area.Top + method.OutputSize - 1) / method.OutputSize);
    }

    /// <summary>The size of the tiles.</summary>
    public WinogradMethod Method { get; }

    /// <summary>How many tiles there are.</summary>
    public int Count { get; }

    /// <summary>Blocks of channels read.</summary>
    public int InputBlocks => _input.Blocks;

    /// <summary>Transforms some blocks of some tiles' inputs.</summary>
    /// <param name="first">The first tile.</param>
    /// <param name="count">How many.</param>
    /// <param name="firstBlock">The first block.</param>
    /// <param name="lastBlock">The block after the last.</param>
    /// <param name="layout">How transformed inputs lie.</param>
    /// <param name="firstInLayout">Which tile of the layout the first is.</param>
    /// <param name="inputs">All transformed inputs.</param>
    public void TransformInputs(
        int first, int count, int firstBlock, int lastBlock, WinogradLayout layout, int firstInLayout, float* inputs)
    {
        for (var block = firstBlock; block < lastBlock; block++)
        {
            for (var tile = 0; tile < count; tile++)
            {
                var (ahead, aheadBlock) = tile + TilesAhead < count
                    ? (tile + TilesAhead, block)
                    : (tile + TilesAhead - count, block + 1);
                if (ahead < count && aheadBlock < lastBlock)
                {
                    var (y, x) = Position(first + ahead);
                    _input.Prefetch(aheadBlock, y - 1, x - 1, Method.TileSize, isNext: ahead > 0);
                }

                var target = inputs + layout.InputOffset(firstInLayout + tile, block);
                TransformInput(first + tile, block, target, layout.InputStride);
            }
        }
    }

    [SkipLocalsInit]
    private void TransformInput(int tile, int block, float* target, nint frequencyStride)
    {
        var memory = stackalloc float[(WinogradMethod.MaximumFrequencies + 1) * FeaturePlanes.BlockSize];
        var (y, x) = Position(tile);
        var square = _input.Square(
            block, y - 1, x - 1, Method.TileSize, TileKernels.FirstLine(memory), out var rowStride);
        _kernels.TransformInput(Method, square, rowStride, target, frequencyStride);
    }

    /// <summary>
    /// Transforms a panel of some tiles' products, and brings what lies inside of the area to its end.
    /// </summary>
    /// <param name="first">The first tile.</param>
    /// <param name="count">How many.</param>
    /// <param name="panel">The panel.</param>
    /// <param name="products">The first tile's products at the first frequency; the next tile's follow.</param>
    /// <param name="frequencyStride">Floats from one frequency to the next.</param>
    /// <param name="bias">All biases.</param>
    [SkipLocalsInit]
    public void TransformOutputs(
        int first, int count, int panel, float* products, nint frequencyStride, float* bias)
    {
        const int Positions = WinogradMethod.MaximumOutputSize * AddedPositions;
        var memory = stackalloc float[(Positions * 2 + 1) * FeaturePlanes.BlockSize];
        var added = TileKernels.FirstLine(memory);
        var tilesAtOnce = AddedPositions / Method.OutputSize;
        for (int tile = first, next; tile < first + count; tile = next)
        {
            // Of those that stand in one row of tiles.
            next = Math.Min(first + count, (tile / _columns + 1) * _columns);
            if (_end.Product is { } product)
            {
                next = Math.Min(next, tile + tilesAtOnce);
                var (y, x) = Position(tile);
                var area = _area.Clip(y, y + Method.OutputSize, x, x + (next - tile) * Method.OutputSize);
                product.Multiply(panel, area, added, AddedPositions * _kernels.PanelWidth);
            }

            for (var t = tile; t < next; t++)
            {
                if (t + TilesAhead < first + count)
                {
                    var (y, x) = Position(t + TilesAhead);
                    var ahead = _area.Clip(y, y + Method.OutputSize, x, x + Method.OutputSize);
                    _end.Prefetch(panel * _kernels.PanelWidth, _kernels.PanelWidth, ahead);
                }

                var sums = _end.Product is null ? null : added + (t - tile) * Method.OutputSize * _kernels.PanelWidth;
                TransformOutput(
                    t, panel, products + (t - first) * _kernels.PanelWidth, frequencyStride, bias, sums);
            }
        }
    }

    private void TransformOutput(
        int tile, int panel, float* products, nint frequencyStride, float* bias, float* added)
    {
        var (y, x) = Position(tile);
        var rows = Math.Min(Method.OutputSize, _area.Bottom - y);
        var columns = Math.Min(Method.OutputSize, _area.Right - x);
        var lastChannel = Math.Min((panel + 1) * _kernels.PanelWidth, _end.Blocks * FeaturePlanes.BlockSize);
        for (var channel = panel * _kernels.PanelWidth; channel < lastChannel; channel += _kernels.PanelWidth / 2)
        {
            var target = _end.Target(bias, channel, y, x, rows, columns) with
            {
                Added = added,
                AddedColumnStride = _kernels.PanelWidth,
                AddedRowStride = AddedPositions * _kernels.PanelWidth,
            };
            _kernels.TransformOutput(Method, products, frequencyStride, in target);
            products += _kernels.PanelWidth / 2;
            added = added == null ? null : added + _kernels.PanelWidth / 2;
        }
    }

    // A tile's first output.
    private (int Y, int X) Position(int tile) =>
        (tile / _columns * Method.OutputSize + _area.Top, tile % _columns * Method.OutputSize + _area.Left);
}
