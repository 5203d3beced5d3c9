using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Planes;

namespace StyleFunctions.Transfer.Engines.Cpu.Convolutions;

/// <summary>
/// How transformed inputs and products of some tiles lie in memory: for each frequency groups of as many tiles as the
/// kernel takes, each stored as [channels / 16][tiles][16], so that the kernel reads one line after the other; and for
/// each frequency and panel a panel's width of products a tile.
/// </summary>
internal sealed unsafe class WinogradLayout
{
    private readonly TileKernels _kernels;
    private readonly int _channels;
    private readonly nint _groupLength;

    /// <param name="kernels">The kernels.</param>
    /// <param name="method">The size of the tiles.</param>
    /// <param name="channels">How many input channels.</param>
    /// <param name="tiles">How many tiles.</param>
    /// <param name="panels">How many panels' products are kept at once.</param>
    public WinogradLayout(TileKernels kernels, WinogradMethod method, int channels, int tiles, int panels)
    {
        _kernels = kernels;
        _channels = channels;
        Tiles = tiles;
        var blocks = (_channels + FeaturePlanes.BlockSize - 1) / FeaturePlanes.BlockSize;
        _groupLength = (nint)blocks * kernels.Rows * FeaturePlanes.BlockSize;
        var groups = (tiles + kernels.Rows - 1) / kernels.Rows;
        InputStride = OddLines(groups * _groupLength);
        PanelStride = OddLines((nint)groups * kernels.Rows * kernels.PanelWidth);
        ProductStride = OddLines(panels * PanelStride);
        InputLength = method.Frequencies * InputStride;
        ProductLength = method.Frequencies * ProductStride;
    }

    /// <summary>How many tiles there is room for.</summary>
    public int Tiles { get; }

    /// <summary>Floats from one frequency's inputs to the next one's.</summary>
    public nint InputStride { get; }

    /// <summary>Floats from one frequency's products to the next one's.</summary>
    public nint ProductStride { get; }

    /// <summary>Floats from one panel's products to the next one's.</summary>
    public nint PanelStride { get; }

    /// <summary>Floats of all inputs.</summary>
    public nint InputLength { get; }

    /// <summary>Floats of all products.</summary>
    public nint ProductLength { get; }

    /// <summary>Where a block of a tile's inputs begins.</summary>
    public nint InputOffset(int tile, int block) =>
        tile / _kernels.Rows * _groupLength
        + ((nint)block * _kernels.Rows + tile % _kernels.Rows) * FeaturePlanes.BlockSize;

    /// <summary>The products of the first tiles with a panel of filters, at one frequency.</summary>
    /// <param name="inputs">The frequency's inputs.</param>
    /// <param name="tiles">How many tiles.</param>
    /// <param name="weights">The panel's weights.</param>
    /// <param name="products">Receives the products.</param>
    public void Multiply(float* inputs, int tiles, float* weights, float* products)
    {
        nint noTap = 0;
        var blockStride = (nint)_kernels.Rows * FeaturePlanes.BlockSize;
        for (var tile = 0; tile < tiles; tile += _kernels.Rows)
        {
            var rows = Math.Min(_kernels.Rows, tiles - tile);
            _kernels.Multiply(
                inputs, blockStride, FeaturePlanes.BlockSize, _channels, &noTap, 1, weights, rows, products);
            inputs += _groupLength;
            products += _kernels.Rows * _kernels.PanelWidth;
        }
    }

    // An odd number of cache lines, so that a tile's frequencies fall into different sets of the cache.
    private static nint OddLines(nint floats) => ((floats + 15) / 16 | 1) * 16;
}
