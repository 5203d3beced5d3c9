using StyleFunctions.Transfer.Engines.Cpu.Kernels;

namespace StyleFunctions.Transfer.Engines.Cpu.Steps;

/// <summary>
/// A convolution or its gradient by Winograd's method. One item is a few groups of tiles and some panels of output
/// channels, from inputs to outputs: what lies between stays in the thread's own memory, about as large as its
/// second-level cache. Where there are few tiles, several items share them and each transforms their inputs, which
/// costs little beside the products of four panels.
/// </summary>
internal sealed unsafe class WinogradStep : IStep
{
    private const int WantedItems = 16;
    private const int MinimumPanels = 4;

    private readonly TileKernels _kernels;
    private readonly WinogradFilters _filters;
    private readonly WinogradTiles _tiles;
    private readonly TileEnd _end;
    private readonly int _tilesPerItem;
    private readonly int _tileBlocks;
    private readonly int _panelGroups;
    private readonly nint _groupLength;
    private readonly nint _inputStride;
    private readonly nint _productStride;

    /// <param name="workers">The threads.</param>
    /// <param name="kernels">The kernels.</param>
    /// <param name="filters">The transformed filters.</param>
    /// <param name="tiles">The tiles.</param>
    /// <param name="end">What happens to the outputs.</param>
    public WinogradStep(Workers workers, TileKernels kernels, WinogradFilters filters, WinogradTiles tiles, TileEnd end)
    {
        _kernels = kernels;
        _filters = filters;
        _tiles = tiles;
        _end = end;
        _tilesPerItem = tiles.Method.TilesPerItem;
        _tileBlocks = (tiles.Count + _tilesPerItem - 1) / _tilesPerItem;
        _panelGroups = Math.Clamp(WantedItems / _tileBlocks, 1, Math.Max(1, filters.Panels / MinimumPanels));
        _groupLength = (nint)tiles.InputBlocks * kernels.Rows * FeaturePlanes.BlockSize;
        _inputStride = OddLines(_tilesPerItem / kernels.Rows * _groupLength);
        _productStride = OddLines((nint)_tilesPerItem * kernels.PanelWidth);
        workers.ReserveScratch(tiles.Method.Frequencies * (_inputStride + _productStride));
    }

    public int Items => _tileBlocks * _panelGroups;

    public void Run(int item, float* scratch)
    {
        var first = item / _panelGroups * _tilesPerItem;
        var count = Math.Min(_tilesPerItem, _tiles.Count - first);
        var panelGroup = item % _panelGroups;
        var lastPanel = _filters.Panels * (panelGroup + 1) / _panelGroups;
        var products = scratch + _tiles.Method.Frequencies * _inputStride;
        TransformInputs(first, count, scratch);
        for (var panel = _filters.Panels * panelGroup / _panelGroups; panel < lastPanel; panel++)
        {
            Multiply(panel, (count + _kernels.Rows - 1) / _kernels.Rows, scratch, products);
            for (var tile = 0; tile < count; tile++)
            {
                var source = products + tile * _kernels.PanelWidth;
                _tiles.TransformOutput(first + tile, panel, source, _productStride, _filters.Bias, _end);
            }
        }
    }

    // An odd number of cache lines, so that a tile's frequencies fall into different sets of the cache.
    private static nint OddLines(nint floats) => ((floats + 15) / 16 | 1) * 16;

    private void TransformInputs(int first, int count, float* inputs)
    {
        for (var block = 0; block < _tiles.InputBlocks; block++)
        {
            for (var tile = 0; tile < count; tile++)
            {
                var (group, inGroup) = (tile / _kernels.Rows, tile % _kernels.Rows);
                var position = (block * _kernels.Rows + inGroup) * FeaturePlanes.BlockSize;
                _tiles.TransformInput(first + tile, block, inputs + group * _groupLength + position, _inputStride);
            }
        }
    }

    private void Multiply(int panel, int groups, float* inputs, float* products)
    {
        for (var frequency = 0; frequency < _tiles.Method.Frequencies; frequency++)
        {
            _kernels.MultiplyGroups(
                inputs + frequency * _inputStride,
                groups,
                _filters.Inputs,
                _filters.Panel(panel, frequency),
                products + frequency * _productStride);
        }
    }
}
