using StyleFunctions.Transfer.Engines.Cpu.Kernels;

namespace StyleFunctions.Transfer.Engines.Cpu.Convolutions;

/// <summary>
/// A convolution or its gradient by Winograd's method, for large planes and filters that stay in the cache. One item is
/// a few groups of tiles from inputs to outputs: what lies between stays in the thread's own memory, about as large as
/// its second-level cache.
/// </summary>
internal sealed unsafe class WinogradStep : IStep
{
    // Of inputs, unless one group takes more. With 64 channels a fifth of a usual second-level cache, half of which is
    // a panel's filters.
    private const int InputBytes = 200_000;

    private readonly WinogradFilters _filters;
    private readonly WinogradTiles _tiles;
    private readonly WinogradLayout _layout;

    /// <param name="kernels">The kernels.</param>
    /// <param name="filters">The transformed filters.</param>
    /// <param name="tiles">The tiles.</param>
    public WinogradStep(TileKernels kernels, WinogradFilters filters, WinogradTiles tiles)
    {
        _filters = filters;
        _tiles = tiles;
        var bytesOfTile = tiles.Method.Frequencies * filters.Inputs * sizeof(float);
        var groups = Math.Max(1, InputBytes / bytesOfTile / TileKernels.MaximumRows);
        var tilesPerItem = groups * TileKernels.MaximumRows;
        _layout = new WinogradLayout(kernels, tiles.Method, filters.Inputs, tilesPerItem, panels: 1);
    }

    public int Items => (_tiles.Count + _layout.Tiles - 1) / _layout.Tiles;

    public long ScratchLength => _layout.InputLength + _layout.ProductLength;

    public void Run(int item, float* scratch)
    {
        var first = item * _layout.Tiles;
        var count = Math.Min(_layout.Tiles, _tiles.Count - first);
        var products = scratch + _layout.InputLength;
        _tiles.TransformInputs(first, count, 0, _tiles.InputBlocks, _layout, 0, scratch);
        for (var panel = 0; panel < _filters.Panels; panel++)
        {
            for (var frequency = 0; frequency < _tiles.Method.Frequencies; frequency++)
            {
                _layout.Multiply(
                    scratch + frequency * _layout.InputStride,
                    count,
                    _filters.Panel(panel, frequency),
                    products + frequency * _layout.ProductStride);
            }

            _tiles.TransformOutputs(first, count, panel, products, _layout.ProductStride, _filters.Bias);
        }
    }
}
