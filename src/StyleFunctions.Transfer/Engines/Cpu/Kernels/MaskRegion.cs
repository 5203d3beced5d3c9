namespace StyleFunctions.Transfer.Engines.Cpu.Kernels;

/// <summary>A block of a gradient's mask, from some position on.</summary>
/// <param name="first">The first position's bits, in the first of the block's registers; null for no mask.</param>
/// <param name="rowStride">Bytes from one row to the next.</param>
/// <param name="registerStride">Bytes from one register's bits to the next one's.</param>
internal readonly unsafe struct MaskRegion(byte* first, nint rowStride, nint registerStride)
{
    public byte* First { get; } = first;

    public nint RowStride { get; } = rowStride;

    public nint RegisterStride { get; } = registerStride;
}
