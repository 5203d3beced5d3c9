using StyleFunctions.Transfer.Engines.Cpu.Kernels;

namespace StyleFunctions.Transfer.Engines.Cpu.Planes;

/// <summary>
/// One bit a feature: whether its gradient passes, because it is positive or was its pool's maximum. This is all that
/// the way back needs of a layer without a loss, a thirty-second of its features or little more. The bits of a
/// register's lanes stand together, positions lie as in <see cref="FeaturePlanes"/>.
/// </summary>
internal sealed unsafe class GradientMask
{
    private readonly WorkBuffer _buffer;
    private readonly Rows _rows;
    private readonly int _pitch;
    private readonly int _lanes;
    private readonly int _bytes;

    /// <summary>Reserves memory for the mask of some rows.</summary>
    /// <param name="kernels">The kernels that write and read it.</param>
    /// <param name="shape">The plane's size.</param>
    /// <param name="rows">The rows held.</param>
    /// <param name="buffer">Where they are held.</param>
    public GradientMask(TileKernels kernels, PlaneShape shape, Rows rows, WorkBuffer buffer)
    {
        _buffer = buffer;
        _rows = rows;
        _pitch = shape.Width + 2;
        _lanes = kernels.PanelWidth / 2;
        _bytes = kernels.MaskBytes;
        RegisterStride = (nint)(rows.Count + 2) * _pitch * _bytes;
        buffer.Reserve(shape.Blocks * (FeaturePlanes.BlockSize / _lanes) * RegisterStride / sizeof(float) + 1);
    }

    /// <summary>Bytes from one register's mask to the next one's.</summary>
    private nint RegisterStride { get; }

    /// <summary>Bytes from one row to the next.</summary>
    public nint RowStride => (nint)_pitch * _bytes;

    /// <summary>The bits of the register that begins at a channel, at a position of the whole plane.</summary>
    public byte* At(int channel, int y, int x) =>
        (byte*)_buffer.Pointer + channel / _lanes * RegisterStride
        + ((nint)(y - _rows.Start + 1) * _pitch + x + 1) * _bytes;

    /// <summary>A block's bits from a position on.</summary>
    public MaskRegion Region(int block, int y, int x) =>
        new(At(block * FeaturePlanes.BlockSize, y, x), RowStride, RegisterStride);
}
