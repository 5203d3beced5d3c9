using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Planes;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu.Convolutions;

/// <summary>
/// What a convolution does with its outputs while they are in a register anyway: bias, ReLU, pooling and the mask for
/// the way back; or, on the way back, the sum with what is there and the mask.
/// </summary>
internal sealed unsafe class ConvolutionEnd
{
    /// <summary>Where outputs go; null if only what is pooled from them is kept.</summary>
    public FeaturePlanes? Output { get; init; }

    /// <summary>Whether they are features, with a bias; else a gradient.</summary>
    public bool IsForward { get; init; }

    /// <summary>Whether features are clipped at zero.</summary>
    public bool Rectifies { get; init; }

    /// <summary>Whether a gradient is added to what is there.</summary>
    public bool Adds { get; init; }

    /// <summary>
    /// Whose sums are added, too, tile by tile, so that they never leave the first-level cache; null for nothing. Its
    /// own end is of no meaning here. Only Winograd's convolutions do so.
    /// </summary>
    public DirectStep? Product { get; init; }

    /// <summary>The mask that features write and a gradient passes through; null for none.</summary>
    public GradientMask? Mask { get; init; }

    /// <summary>Where what is pooled from the outputs goes; null if nothing is.</summary>
    public FeaturePlanes? Pooled { get; init; }

    /// <summary>How outputs are pooled.</summary>
    public Pooling Pooling { get; init; }

    /// <summary>Blocks of channels written.</summary>
    public int Blocks => (Output ?? Pooled!).Blocks;

    /// <summary>Where a tile of outputs goes.</summary>
    /// <param name="bias">All biases.</param>
    /// <param name="channel">The first of a register's channels.</param>
    /// <param name="y">The first output's row.</param>
    /// <param name="x">The first output's column.</param>
    /// <param name="rows">How many rows of the tile there are.</param>
    /// <param name="columns">How many columns of the tile there are.</param>
    public TileTarget Target(float* bias, int channel, int y, int x, int rows, int columns) => new()
    {
        Rows = rows,
        Columns = columns,
        Plane = Output is null ? null : Place(Output, channel, y, x),
        PlaneStride = Output is null ? 0 : (nint)Output.Pitch * FeaturePlanes.BlockSize,
        Bias = IsForward ? bias + channel : null,
        Rectifies = Rectifies,
        Adds = Adds,
        Mask = Mask is null ? null : Mask.At(channel, y, x),
        MaskStride = Mask?.RowStride ?? 0,
        Pooled = Pooled is null ? null : Place(Pooled, channel, y / 2, x / 2),
        PooledStride = Pooled is null ? 0 : (nint)Pooled.Pitch * FeaturePlanes.BlockSize,
        Pooling = Pooling,
    };

    /// <summary>
    /// Asks for the places of outputs before they are computed: to be written they are read into the cache first.
    /// </summary>
    /// <param name="channel">The first of a panel's channels.</param>
    /// <param name="width">How many there are.</param>
    /// <param name="area">The outputs.</param>
    public void Prefetch(int channel, int width, ConvolutionArea area)
    {
        if (Output is null)
        {
            return;
        }

        var last = Math.Min(channel + width, Output.Blocks * FeaturePlanes.BlockSize);
        for (; channel < last; channel += FeaturePlanes.BlockSize)
        {
            for (var y = area.Top; y < area.Bottom; y++)
            {
                var line = Output.At(channel / FeaturePlanes.BlockSize, y, area.Left);
                CacheLines.AskForSecondLevel(line, area.Right - area.Left);
            }
        }
    }

    private static float* Place(FeaturePlanes planes, int channel, int y, int x) =>
        planes.At(channel / FeaturePlanes.BlockSize, y, x) + channel % FeaturePlanes.BlockSize;
}
