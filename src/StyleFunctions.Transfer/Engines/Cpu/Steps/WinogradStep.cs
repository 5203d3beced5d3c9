using StyleFunctions.Transfer.Engines.Cpu.Kernels;

namespace StyleFunctions.Transfer.Engines.Cpu.Steps;

/// <summary>
/// A convolution or its gradient by Winograd's method, for planes of many tiles. One item is a few groups of tiles,
/// from their inputs to their outputs: what lies between stays in the thread's own memory and its second-level cache.
/// </summary>
internal sealed unsafe class WinogradStep : IStep
{
    private const int TilesPerItem = 24;

    private readonly TileKernels _kernels;
    private readonly WinogradFilters _filters;
    private readonly WinogradTiles _tiles;
    private readonly TileEnd _end;
    private readonly nint _tileStride;
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
        _tileStride = FeaturePlanes.BlockSize;
        _groupLength = (nint)tiles.InputBlocks * kernels.Rows * FeaturePlanes.BlockSize;
        _inputStride = OddLines(TilesPerItem / kernels.Rows * _groupLength);
        _productStride = OddLines((nint)TilesPerItem * kernels.PanelWidth);
        workers.ReserveScratch(Winograd.Frequencies * (_inputStride + _productStride));
    }

    public int Items => (_tiles.Count + TilesPerItem - 1) / TilesPerItem;

    public void Run(int item, float* scratch)
    {
        var first = item * TilesPerItem;
        var count = Math.Min(TilesPerItem, _tiles.Count - first);
        var inputs = scratch;
        var products = scratch + Winograd.Frequencies * _inputStride;
        for (var block = 0; block < _tiles.InputBlocks; block++)
        {
            for (var tile = 0; tile < count; tile++)
            {
                var (group, inGroup) = (tile / _kernels.Rows, tile % _kernels.Rows);
                var target = inputs + group * _groupLength + (block * _kernels.Rows + inGroup) * _tileStride;
                _tiles.TransformInput(first + tile, block, target, _inputStride);
            }
        }

        var groups = (count + _kernels.Rows - 1) / _kernels.Rows;
        for (var panel = 0; panel < _filters.Panels; panel++)
        {
            for (var frequency = 0; frequency < Winograd.Frequencies; frequency++)
            {
                _kernels.MultiplyGroups(
                    inputs + frequency * _inputStride,
                    groups,
                    _filters.Inputs,
                    _filters.Panel(panel, frequency),
                    products + frequency * _productStride);
            }

            for (var tile = 0; tile < count; tile++)
            {
                _tiles.TransformOutput(
                    first + tile, panel, products + tile * _kernels.PanelWidth, _productStride, _filters.Bias, _end);
            }
        }
    }

    // An odd number of cache lines, so that a tile's frequencies fall into different sets of the cache.
    private static nint OddLines(nint floats) => ((floats + 15) / 16 | 1) * 16;
}
