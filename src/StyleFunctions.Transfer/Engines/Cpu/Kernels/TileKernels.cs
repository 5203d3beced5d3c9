using System.Runtime.Intrinsics;

namespace StyleFunctions.Transfer.Engines.Cpu.Kernels;

/// <summary>What a convolution does with a finished tile.</summary>
internal enum TileEnd
{
    /// <summary>Adds the bias, clips at zero, stores.</summary>
    BiasAndRelu,

    /// <summary>Adds the bias, stores.</summary>
    Bias,

    /// <summary>Stores.</summary>
    Store,

    /// <summary>Adds to what is there.</summary>
    Add,

    /// <summary>Adds to what is there, and lets the sum pass where the input is positive: ReLU's gradient.</summary>
    AddAndRectify,
}

/// <summary>
/// The arithmetic that takes the time, for one width of register. A tile is a few positions by a panel of two
/// registers of channels; its sums stay in registers while the kernel runs over the inputs.
/// </summary>
internal abstract unsafe class TileKernels
{
    /// <summary>Positions of the largest tile there is.</summary>
    public const int MaximumRows = 12;

    /// <summary>The widest kernels that this machine runs in hardware.</summary>
    public static TileKernels Best { get; } =
        Vector512.IsHardwareAccelerated ? new TileKernels<Simd512, Vector512<float>>()
        : Vector256.IsHardwareAccelerated ? new TileKernels<Simd256, Vector256<float>>()
        : new TileKernels<Simd128, Vector128<float>>();

    /// <summary>Bits in a register.</summary>
    public abstract int Width { get; }

    /// <summary>Positions in a tile.</summary>
    public abstract int Rows { get; }

    /// <summary>Channels in a panel: two registers.</summary>
    public abstract int PanelWidth { get; }

    /// <summary>
    /// One panel of output channels at some consecutive positions of the padded plane:
    /// out[p, k] = end(sum over input blocks, taps and channels of in[p + tap, c] * weights[block, tap, c, k]).
    /// </summary>
    /// <param name="input">Planes read.</param>
    /// <param name="taps">For each tap how far its position lies from the output's, in floats.</param>
    /// <param name="tapCount">9 for a 3x3 convolution, 1 for a product with a matrix.</param>
    /// <param name="weights">The panel's weights.</param>
    /// <param name="bias">The panel's biases; may be null where the end needs none.</param>
    /// <param name="output">Planes written.</param>
    /// <param name="panel">The panel's number.</param>
    /// <param name="start">The first position.</param>
    /// <param name="count">How many positions.</param>
    /// <param name="end">What happens to the sums.</param>
    public abstract void Convolve(
        FeaturePlanes input,
        nint* taps,
        int tapCount,
        float* weights,
        float* bias,
        FeaturePlanes output,
        int panel,
        int start,
        int count,
        TileEnd end);

    /// <summary>
    /// Adds to rows [firstRow, lastRow) of a C x C matrix, on and right of its diagonal, the products of channels
    /// summed over rows [y0, y1) of the planes: gram[i, j] += sum over positions of f[i] * f[j].
    /// </summary>
    public abstract void AddGram(
        FeaturePlanes features, int y0, int y1, int firstRow, int lastRow, float* gram, int gramPitch);

    /// <summary>
    /// The gradient of three colours from the first convolution's, for consecutive positions of the padded plane:
    /// target[c][p] = sum over taps, blocks and channels of gradient[p + tap, k] * weights[tap, block, c, k].
    /// </summary>
    public abstract void PixelGradient(
        FeaturePlanes gradient, nint* taps, float* weights, float* target, nint targetStride, int start, int count);

    /// <summary>Winograd's transform of the inputs of a tile, 16 channels.</summary>
    /// <param name="method">The size of the tile.</param>
    /// <param name="source">The first input's channels.</param>
    /// <param name="rowStride">Floats from one row of inputs to the next.</param>
    /// <param name="target">The first frequency's channels.</param>
    /// <param name="frequencyStride">Floats from one frequency to the next.</param>
    public abstract void TransformInput(
        WinogradMethod method, float* source, nint rowStride, float* target, nint frequencyStride);

    /// <summary>
    /// Groups of tiles times one panel of weights, at one frequency. A group is <see cref="Rows"/> tiles, stored as
    /// [channels / 16][tiles][16].
    /// </summary>
    /// <param name="tiles">The first group.</param>
    /// <param name="groups">How many groups; they follow each other.</param>
    /// <param name="channels">Channels of the input.</param>
    /// <param name="weights">The panel's weights.</param>
    /// <param name="products">For each tile a panel's width of products.</param>
    public abstract void MultiplyGroups(float* tiles, int groups, int channels, float* weights, float* products);

    /// <summary>Winograd's transform of a tile's products to outputs, one register of channels.</summary>
    /// <param name="method">The size of the tile.</param>
    /// <param name="products">The first frequency's products.</param>
    /// <param name="frequencyStride">Floats from one frequency to the next.</param>
    /// <param name="bias">The channels' biases; read only if the end adds them.</param>
    /// <param name="target">Where the outputs go.</param>
    public abstract void TransformOutput(
        WinogradMethod method, float* products, nint frequencyStride, float* bias, in WinogradTarget target);
}

/// <summary>The part of a tile's outputs that lies inside of the plane.</summary>
/// <param name="first">The first output, one register of channels.</param>
/// <param name="rowStride">Floats from one row of outputs to the next.</param>
/// <param name="rows">How many rows of the tile there are.</param>
/// <param name="columns">How many columns of the tile there are.</param>
/// <param name="end">What happens to the outputs.</param>
internal readonly unsafe struct WinogradTarget(float* first, nint rowStride, int rows, int columns, TileEnd end)
{
    public float* First { get; } = first;

    public nint RowStride { get; } = rowStride;

    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public TileEnd End { get; } = end;
}
