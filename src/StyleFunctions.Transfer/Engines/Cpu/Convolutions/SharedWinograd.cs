using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Planes;

namespace StyleFunctions.Transfer.Engines.Cpu.Convolutions;

/// <summary>
/// A convolution by Winograd's method for filters larger than the caches: all threads share the transformed inputs of
/// many tiles and split the filters, so that each is read from memory once for all those tiles. Three steps, one after
/// the other.
/// </summary>
/// <param name="kernels">The kernels.</param>
/// <param name="filters">The filters.</param>
/// <param name="tiles">The tiles.</param>
/// <param name="layout">How inputs and products lie.</param>
/// <param name="first">The first tile.</param>
/// <param name="inputs">Room for the transformed inputs.</param>
/// <param name="products">Room for the products.</param>
internal sealed unsafe class SharedWinograd(
    TileKernels kernels,
    IFilters filters,
    WinogradTiles tiles,
    WinogradLayout layout,
    int first,
    WorkBuffer inputs,
    WorkBuffer products)
{
    // Of inputs or outputs that are transformed by one item.
    private const int TilesPerItem = TileKernels.MaximumRows;

    private readonly int _count = Math.Min(layout.Tiles, tiles.Count - first);

    private int Groups => (_count + TilesPerItem - 1) / TilesPerItem;

    private int InputBlocks => tiles.InputBlocks;

    private int Rows => filters.Method.TileSize;

    private int Panels => filters.Panels;

    private long FilterScratch => filters.ScratchLength;

    /// <summary>The steps that compute a convolution.</summary>
    /// <param name="kernels">The kernels.</param>
    /// <param name="filters">The filters.</param>
    /// <param name="tiles">The tiles.</param>
    /// <param name="inputs">Room for transformed inputs, shared with other convolutions.</param>
    /// <param name="products">Room for products, shared with other convolutions.</param>
    public static IEnumerable<IStep> Steps(
        TileKernels kernels, IFilters filters, WinogradTiles tiles, WorkBuffer inputs, WorkBuffer products)
    {
        const int InputBytes = 40_000_000; // larger than most caches, but making filters again costs more
        const int Rows = TileKernels.MaximumRows;
        var bytesOfTile = filters.Method.Frequencies * filters.Inputs * sizeof(float);
        var fitting = Math.Max(1, InputBytes / bytesOfTile);
        var chunks = Math.Max(1, (tiles.Count + fitting - 1) / fitting);
        var tilesInChunk = ((tiles.Count + chunks - 1) / chunks + Rows - 1) / Rows * Rows;
        var layout = new WinogradLayout(
            kernels, filters.Method, filters.Inputs, Math.Min(tilesInChunk, tiles.Count), filters.Panels);
        inputs.Reserve(layout.InputLength);
        products.Reserve(layout.ProductLength);
        for (var first = 0; first < tiles.Count; first += layout.Tiles)
        {
            var chunk = new SharedWinograd(kernels, filters, tiles, layout, first, inputs, products);
            yield return new InputStep(chunk);
            yield return new ProductStep(chunk);
            yield return new OutputStep(chunk);
        }
    }

    // How many an item has that begins with a tile.
    private int TilesFrom(int tile) => Math.Min(TilesPerItem, _count - tile);

    private void TransformInputs(int tile, int count, int firstBlock, int lastBlock) => tiles.TransformInputs(
        first + tile, count, firstBlock, lastBlock, layout, tile, inputs.Pointer);

    private void Multiply(int panel, int y, float* scratch)
    {
        for (var x = 0; x < Rows; x++)
        {
            var frequency = y * Rows + x;
            var source = inputs.Pointer + frequency * layout.InputStride;
            var target = products.Pointer + frequency * layout.ProductStride + panel * layout.PanelStride;
            layout.Multiply(source, _count, filters.Weights(panel, y, x, scratch), target);
        }
    }

    private void TransformOutputs(int tile, int count, int panel)
    {
        var source = products.Pointer + panel * layout.PanelStride + tile * kernels.PanelWidth;
        tiles.TransformOutputs(first + tile, count, panel, source, layout.ProductStride, filters.Bias);
    }

    // One item is a few tiles' inputs, a few blocks of channels.
    private sealed class InputStep(SharedWinograd all) : IStep
    {
        private const int MostBlocks = 4;
        private const int FewestItems = 64;

        private readonly int _blocks = Math.Clamp(all.Groups * all.InputBlocks / FewestItems, 1, MostBlocks);

        public int Items => all.Groups * Parts;

        public long ScratchLength => 0;

        private int Parts => (all.InputBlocks + _blocks - 1) / _blocks;

        public void Run(int item, float* scratch)
        {
            var (tile, block) = (item / Parts * TilesPerItem, item % Parts * _blocks);
            all.TransformInputs(tile, all.TilesFrom(tile), block, Math.Min(block + _blocks, all.InputBlocks));
        }
    }

    // One item is a row of frequencies' products with one panel.
    private sealed class ProductStep(SharedWinograd all) : IStep
    {
        public int Items => all.Panels * all.Rows;

        public long ScratchLength => all.FilterScratch;

        public void Run(int item, float* scratch) => all.Multiply(item % all.Panels, item / all.Panels, scratch);
    }

    // One item is a few tiles' outputs, one panel of channels.
    private sealed class OutputStep(SharedWinograd all) : IStep
    {
        public int Items => all.Groups * all.Panels;

        public long ScratchLength => 0;

        public void Run(int item, float* scratch)
        {
            var tile = item / all.Panels * TilesPerItem;
            all.TransformOutputs(tile, all.TilesFrom(tile), item % all.Panels);
        }
    }
}
