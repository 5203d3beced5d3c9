using System.Runtime.InteropServices;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;

namespace StyleFunctions.Transfer.Engines.Cpu;

/// <summary>A plane cut into tiles of outputs and the inputs they come from, for Winograd's convolution.</summary>
internal sealed unsafe class WinogradTiles
{
    private const int BlockSize = FeaturePlanes.BlockSize;
    private readonly TileKernels _kernels;
    private readonly FeaturePlanes _input;
    private readonly FeaturePlanes _output;
    private readonly int _first;
    private readonly int _columns;

    /// <param name="method">The size of the tiles.</param>
    /// <param name="kernels">The kernels.</param>
    /// <param name="input">Planes read; their border counts, beyond it are zeros.</param>
    /// <param name="output">Planes of the same size.</param>
    /// <param name="withBorder">Whether the output's border is computed too.</param>
    public WinogradTiles(
        WinogradMethod method, TileKernels kernels, FeaturePlanes input, FeaturePlanes output, bool withBorder)
    {
        Method = method;
        _kernels = kernels;
        _input = input;
        _output = output;
        _first = withBorder ? -1 : 0;
        _columns = (input.Width - 2 * _first + method.OutputSize - 1) / method.OutputSize;
        Count = _columns * ((input.Height - 2 * _first + method.OutputSize - 1) / method.OutputSize);
    }

    /// <summary>The size of the tiles.</summary>
    public WinogradMethod Method { get; }

    /// <summary>How many tiles there are.</summary>
    public int Count { get; }

    /// <summary>Blocks of channels read.</summary>
    public int InputBlocks => _input.Blocks;

    /// <summary>Transforms a block of a tile's inputs.</summary>
    public void TransformInput(int tile, int block, float* target, nint frequencyStride)
    {
        var (y, x) = Position(tile);
        if (IsInside(y - 1, x - 1))
        {
            var source = _input.At(block, y - 1, x - 1);
            _kernels.TransformInput(Method, source, (nint)_input.Pitch * BlockSize, target, frequencyStride);
            return;
        }

        var patch = stackalloc float[Method.Frequencies * BlockSize];
        CopyInside(block, y - 1, x - 1, patch);
        _kernels.TransformInput(Method, patch, Method.TileSize * BlockSize, target, frequencyStride);
    }

    /// <summary>Transforms a panel of a tile's products, and writes what lies inside of the plane.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="panel">The panel.</param>
    /// <param name="products">The first frequency's products.</param>
    /// <param name="frequencyStride">Floats from one frequency to the next.</param>
    /// <param name="bias">All biases.</param>
    /// <param name="end">What happens to the outputs.</param>
    public void TransformOutput(int tile, int panel, float* products, nint frequencyStride, float* bias, TileEnd end)
    {
        var (y, x) = Position(tile);
        var rows = Math.Min(Method.OutputSize, _output.Height - _first - y);
        var columns = Math.Min(Method.OutputSize, _output.Width - _first - x);
        var lastChannel = Math.Min((panel + 1) * _kernels.PanelWidth, _output.Blocks * BlockSize);
        for (var channel = panel * _kernels.PanelWidth; channel < lastChannel; channel += _kernels.PanelWidth / 2)
        {
            var first = _output.At(channel / BlockSize, y, x) + channel % BlockSize;
            var target = new WinogradTarget(first, (nint)_output.Pitch * BlockSize, rows, columns, end);
            _kernels.TransformOutput(Method, products, frequencyStride, bias + channel, in target);
            products += _kernels.PanelWidth / 2;
        }
    }

    // A tile's first output.
    private (int Y, int X) Position(int tile) =>
        (tile / _columns * Method.OutputSize + _first, tile % _columns * Method.OutputSize + _first);

    // Whether the inputs from a position on lie in the plane or its border.
    private bool IsInside(int y, int x) =>
        y >= -1 && x >= -1 && y + Method.TileSize <= _input.Height + 1 && x + Method.TileSize <= _input.Width + 1;

    private void CopyInside(int block, int y, int x, float* patch)
    {
        NativeMemory.Clear(patch, (nuint)Method.Frequencies * BlockSize * sizeof(float));
        var (left, right) = (Math.Max(x, -1), Math.Min(x + Method.TileSize, _input.Width + 1));
        var bottom = Math.Min(y + Method.TileSize, _input.Height + 1);
        for (var row = Math.Max(y, -1); row < bottom; row++)
        {
            var target = patch + ((row - y) * Method.TileSize + left - x) * BlockSize;
            NativeMemory.Copy(_input.At(block, row, left), target, (nuint)(right - left) * BlockSize * sizeof(float));
        }
    }
}
