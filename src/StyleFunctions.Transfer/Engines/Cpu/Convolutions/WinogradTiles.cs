using System.Runtime.CompilerServices;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Planes;

namespace StyleFunctions.Transfer.Engines.Cpu.Convolutions;

/// <summary>Rows of a plane cut into tiles of outputs and the inputs they come from.</summary>
internal sealed unsafe class WinogradTiles
{
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

    /// <summary>Transforms a block of a tile's inputs.</summary>
    [SkipLocalsInit]
    public void TransformInput(int tile, int block, float* target, nint frequencyStride)
    {
        var memory = stackalloc float[(WinogradMethod.MaximumFrequencies + 1) * FeaturePlanes.BlockSize];
        var (y, x) = Position(tile);
        var square = _input.Square(
            block, y - 1, x - 1, Method.TileSize, TileKernels.FirstLine(memory), out var rowStride);
        _kernels.TransformInput(Method, square, rowStride, target, frequencyStride);
    }

    /// <summary>Computes a panel of what the outputs of some tiles are added to, if there is anything.</summary>
    public void Prepare(int first, int count, int panel)
    {
        if (_end.Product is not { } product)
        {
            return;
        }

        for (int tile = first, next; tile < first + count; tile = next)
        {
            // As many as stand in one row of tiles.
            next = Math.Min(first + count, (tile / _columns + 1) * _columns);
            var (y, x) = Position(tile);
            var right = x + (next - tile) * Method.OutputSize;
            product.Compute(panel, _area.Clip(y, y + Method.OutputSize, x, right));
        }
    }

    /// <summary>Transforms a panel of a tile's products, and brings what lies inside of the area to its end.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="panel">The panel.</param>
    /// <param name="products">The first frequency's products.</param>
    /// <param name="frequencyStride">Floats from one frequency to the next.</param>
    /// <param name="bias">All biases.</param>
    public void TransformOutput(int tile, int panel, float* products, nint frequencyStride, float* bias)
    {
        var (y, x) = Position(tile);
        var rows = Math.Min(Method.OutputSize, _area.Bottom - y);
        var columns = Math.Min(Method.OutputSize, _area.Right - x);
        var lastChannel = Math.Min((panel + 1) * _kernels.PanelWidth, _end.Blocks * FeaturePlanes.BlockSize);
        for (var channel = panel * _kernels.PanelWidth; channel < lastChannel; channel += _kernels.PanelWidth / 2)
        {
            var target = _end.Target(bias, channel, y, x, rows, columns);
            _kernels.TransformOutput(Method, products, frequencyStride, in target);
            products += _kernels.PanelWidth / 2;
        }
    }

    // A tile's first output.
    private (int Y, int X) Position(int tile) =>
        (tile / _columns * Method.OutputSize + _area.Top, tile % _columns * Method.OutputSize + _area.Left);
}
