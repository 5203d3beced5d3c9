using System.Runtime.Intrinsics;
using StyleFunctions.Transfer.Engines.Cpu.Planes;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu.Kernels;

/// <summary>
/// The arithmetic that takes the time, for one width of register. A tile is a few positions by a panel of two
/// registers of channels; its sums stay in registers while the kernel runs over the inputs.
/// </summary>
internal abstract unsafe class TileKernels
{
    /// <summary>Positions of the largest tile there is.</summary>
    public const int MaximumRows = 12;

    /// <summary>Floats that the sums of the largest tile take, wherever they begin.</summary>
    public const int SumsLength = (MaximumRows * 2 + 1) * FeaturePlanes.BlockSize;

    /// <summary>
    /// The first cache line in some memory: a stack is aligned to 16 bytes, and what straddles two lines is read and
    /// written at half the speed.
    /// </summary>
    public static float* FirstLine(float* memory) => (float*)(((nint)memory + 63) & ~(nint)63);

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

    /// <summary>Bytes that hold one bit for each lane of a register.</summary>
    public abstract int MaskBytes { get; }

    /// <summary>
    /// The sums of a 3x3 convolution, or of a product with a matrix, at up to <see cref="Rows"/> consecutive positions
    /// of the padded plane: sum over input blocks, taps and channels of in[p + tap, c] * weights[block, tap, c, k].
    /// </summary>
    /// <param name="source">The first position.</param>
    /// <param name="blockStride">Floats from one block of channels to the next.</param>
    /// <param name="channelsInBlock">Channels of a position side by side: 16, or 1 for colours.</param>
    /// <param name="channels">Channels read.</param>
    /// <param name="taps">For each tap how far its position lies from the output's, in floats.</param>
    /// <param name="tapCount">9 for a 3x3 convolution, 1 for a product with a matrix.</param>
    /// <param name="weights">The panel's weights.</param>
    /// <param name="rows">How many positions.</param>
    /// <param name="sums">For each position a panel's width of sums.</param>
    public abstract void Multiply(
        float* source,
        nint blockStride,
        int channelsInBlock,
        int channels,
        nint* taps,
        int tapCount,
        float* weights,
        int rows,
        float* sums);

    /// <summary>Brings sums, one register of channels, to where they go.</summary>
    /// <param name="sums">The first position's sums.</param>
    /// <param name="columnStride">Floats from one position to the next.</param>
    /// <param name="rowStride">Floats from one row of positions to the next.</param>
    /// <param name="target">Where they go.</param>
    public abstract void Finish(float* sums, nint columnStride, nint rowStride, in TileTarget target);

    /// <summary>
    /// Adds to rows [firstRow, lastRow) of a C x C matrix, on and right of its diagonal, the products of channels
    /// summed over rows [y0, y1) of the planes: gram[i, j] += sum over positions of f[i] * f[j]. Rows of the matrix
    /// come in multiples of 16.
    /// </summary>
    public abstract void AddGram(
        FeaturePlanes features, int y0, int y1, int firstRow, int lastRow, float* gram, int gramPitch);

    /// <summary>
    /// The gradient of three colours from the first convolution's, for consecutive positions of the padded plane:
    /// target[c][p] = sum over taps, blocks and channels of gradient[p + tap, k] * weights[tap, block, c, k].
    /// </summary>
    public abstract void PixelGradient(
        FeaturePlanes gradient, nint* taps, float* weights, float* target, nint targetStride, int start, int count);

    /// <summary>
    /// Lets a row of a gradient pass where its mask says so, in place.
    /// </summary>
    /// <param name="gradient">The first position, 16 channels.</param>
    /// <param name="mask">Its mask.</param>
    /// <param name="width">How many positions.</param>
    public abstract void MaskRow(float* gradient, in MaskRegion mask, int width);

    /// <summary>max(0, x) of a row, 16 channels, and its mask, if there is one.</summary>
    public abstract void RectifyRow(float* source, float* target, in MaskRegion mask, int width);

    /// <summary>Clears the bits of a rectangle of positions.</summary>
    public abstract void ClearMask(in MaskRegion mask, int rows, int columns);

    /// <summary>Pools a row of outputs from two of inputs, and writes which inputs their gradients go to.</summary>
    /// <param name="upper">The first input, 16 channels.</param>
    /// <param name="lower">The one below.</param>
    /// <param name="pooled">The first output.</param>
    /// <param name="width">How many outputs.</param>
    /// <param name="pooling">How they are pooled; not by L2.</param>
    /// <param name="mask">The first input's mask; nowhere for none.</param>
    public abstract void PoolRow(
        float* upper, float* lower, float* pooled, int width, Pooling pooling, in MaskRegion mask);

    /// <summary>Spreads a pooled gradient over a rectangle of inputs, where their mask lets it pass.</summary>
    /// <param name="pooled">The gradient of the first input's output, 16 channels.</param>
    /// <param name="pooledStride">Floats from one of its rows to the next.</param>
    /// <param name="oddY">1 if the first input is in the lower row of those its output was pooled from, else 0.</param>
    /// <param name="oddX">1 if it is in the right column, else 0.</param>
    /// <param name="mask">The first input's mask.</param>
    /// <param name="factor">What pooling multiplies the gradient by.</param>
    /// <param name="target">The first input's gradient.</param>
    /// <param name="targetStride">Floats from one of its rows to the next.</param>
    /// <param name="rows">How many rows of inputs.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="adds">Whether it is added to what is there.</param>
    public abstract void Unpool(
        float* pooled,
        nint pooledStride,
        int oddY,
        int oddX,
        in MaskRegion mask,
        float factor,
        float* target,
        nint targetStride,
        int rows,
        int columns,
        bool adds);

    /// <summary>Winograd's transform of the inputs of a tile, 16 channels.</summary>
    /// <param name="method">The size of the tile.</param>
    /// <param name="source">The first input's channels.</param>
    /// <param name="rowStride">Floats from one row of inputs to the next.</param>
    /// <param name="target">The first frequency's channels.</param>
    /// <param name="frequencyStride">Floats from one frequency to the next.</param>
    public abstract void TransformInput(
        WinogradMethod method, float* source, nint rowStride, float* target, nint frequencyStride);

    /// <summary>Winograd's transform of a tile's products to outputs, one register of channels.</summary>
    /// <param name="method">The size of the tile.</param>
    /// <param name="products">The first frequency's products.</param>
    /// <param name="frequencyStride">Floats from one frequency to the next.</param>
    /// <param name="target">Where the outputs go.</param>
    public abstract void TransformOutput(
        WinogradMethod method, float* products, nint frequencyStride, in TileTarget target);

    /// <summary>Winograd's transform of filters in one direction: polynomials at a point and at its negative.</summary>
    /// <param name="row">What the coefficients are multiplied by at the point.</param>
    /// <param name="coefficients">All first coefficients, all second and all third ones.</param>
    /// <param name="length">How many filters; a multiple of a register's width.</param>
    /// <param name="target">Receives all values at the point, and then all at its negative.</param>
    public abstract void EvaluateFilters(
        (double First, double Second, double Third) row, float* coefficients, nint length, float* target);
}
