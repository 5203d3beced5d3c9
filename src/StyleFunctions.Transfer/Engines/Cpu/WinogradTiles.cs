using System.Runtime.InteropServices;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;

namespace StyleFunctions.Transfer.Engines.Cpu;

/// <summary>A plane cut into 4x4 outputs and the 6x6 inputs they come from, for Winograd's convolution.</summary>
internal sealed unsafe class WinogradTiles
{
    private const int BlockSize = FeaturePlanes.BlockSize;
    private const int OutputSize = Winograd.OutputSize;
    private const int TileSize = Winograd.TileSize;

    private const int MinimumTiles = 12;

    private readonly TileKernels _kernels;
    private readonly FeaturePlanes _input;
    private readonly FeaturePlanes _output;
    private readonly int _first;
    private readonly int _columns;

    /// <param name="kernels">The kernels.</param>
    /// <param name="input">Planes read; their border counts, beyond it are zeros.</param>
    /// <param name="output">Planes of the same size.</param>
    /// <param name="withBorder">Whether the output's border is computed too.</param>
    public WinogradTiles(TileKernels kernels, FeaturePlanes input, FeaturePlanes output, bool withBorder)
    {
        _kernels = kernels;
        _input = input;
        _output = output;
        _first = withBorder ? -1 : 0;
        _columns = (input.Width - 2 * _first + OutputSize - 1) / OutputSize;
        Count = _columns * ((input.Height - 2 * _first + OutputSize - 1) / OutputSize);
    }

    /// <summary>How many tiles there are.</summary>
    public int Count { get; }

    /// <summary>
    /// Whether Winograd's method is faster here than a direct convolution: whole blocks of channels, and planes that
    /// are not so small that most of a group of tiles would lie outside, or that reading the filters, four times as
    /// many, would take the time.
    /// </summary>
    public bool IsWorthwhile => _input.Channels % BlockSize == 0 && Count >= MinimumTiles;

    /// <summary>Blocks of channels read.</summary>
    public int InputBlocks => _input.Blocks;

    /// <summary>Transforms a block of a tile's inputs.</summary>
    public void TransformInput(int tile, int block, float* target, nint frequencyStride)
    {
        var (y, x) = Position(tile);
        if (IsInside(y - 1, x - 1))
        {
            _kernels.TransformInput(_input.At(block, y - 1, x - 1), (nint)_input.Pitch * BlockSize, target, frequencyStride);
            return;
        }

        var patch = stackalloc float[TileSize * TileSize * BlockSize];
        CopyInside(block, y - 1, x - 1, patch);
        _kernels.TransformInput(patch, TileSize * BlockSize, target, frequencyStride);
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
        var rows = Math.Min(OutputSize, _output.Height - _first - y);
        var columns = Math.Min(OutputSize, _output.Width - _first - x);
        var lastChannel = Math.Min((panel + 1) * _kernels.PanelWidth, _output.Blocks * BlockSize);
        for (var channel = panel * _kernels.PanelWidth; channel < lastChannel; channel += _kernels.PanelWidth / 2)
        {
            var target = _output.At(channel / BlockSize, y, x) + channel % BlockSize;
            _kernels.TransformOutput(
                products, frequencyStride, bias + channel, target, (nint)_output.Pitch * BlockSize, rows, columns, end);
            products += _kernels.PanelWidth / 2;
        }
    }

    // A tile's first output.
    private (int Y, int X) Position(int tile) =>
        (tile / _columns * OutputSize + _first, tile % _columns * OutputSize + _first);

    // Whether the inputs from a position on lie in the plane or its border.
    private bool IsInside(int y, int x) =>
        y >= -1 && x >= -1 && y + TileSize <= _input.Height + 1 && x + TileSize <= _input.Width + 1;

    private void CopyInside(int block, int y, int x, float* patch)
    {
        NativeMemory.Clear(patch, TileSize * TileSize * BlockSize * sizeof(float));
        var (left, right) = (Math.Max(x, -1), Math.Min(x + TileSize, _input.Width + 1));
        var bottom = Math.Min(y + TileSize, _input.Height + 1);
        for (var row = Math.Max(y, -1); row < bottom; row++)
        {
            var target = patch + ((row - y) * TileSize + left - x) * BlockSize;
            NativeMemory.Copy(_input.At(block, row, left), target, (nuint)(right - left) * BlockSize * sizeof(float));
        }
    }
}
