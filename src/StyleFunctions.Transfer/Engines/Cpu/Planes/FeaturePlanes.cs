using StyleFunctions.Transfer.Engines.Cpu.Kernels;

namespace StyleFunctions.Transfer.Engines.Cpu.Planes;

/// <summary>
/// A layer's features, or their gradient, as the kernels like them: blocks of 16 channels, each block a plane of
/// positions, each position its 16 channels side by side in one cache line; of pixels, blocks of one channel. Of a
/// large plane only some rows may be held; positions are named by their place in the whole plane all the same. Around
/// the rows held lies a border one position wide; before and after it lie guards, so that a direct convolution may run
/// along the padded plane as one line of positions, over the ends of rows and a little over its ends. What the border
/// and the guards hold is anybody's until a step fills them.
/// </summary>
internal sealed unsafe class FeaturePlanes
{
    /// <summary>Channels side by side, of all planes but the pixels'.</summary>
    public const int BlockSize = 16;

    private readonly WorkBuffer _buffer;

    /// <summary>Reserves memory for some rows of planes.</summary>
    /// <param name="shape">The whole planes' size.</param>
    /// <param name="rows">The rows held.</param>
    /// <param name="buffer">Where they are held, perhaps with others in turn.</param>
    /// <param name="channelsInBlock">Channels side by side: 1 for colours, which would fill 3 of 16.</param>
    public FeaturePlanes(PlaneShape shape, Rows rows, WorkBuffer buffer, int channelsInBlock = BlockSize)
    {
        (Channels, Height, Width) = shape;
        Rows = rows;
        ChannelsInBlock = channelsInBlock;
        Blocks = (Channels + channelsInBlock - 1) / channelsInBlock;

        // Odd, so that the same position of different blocks falls into different sets of the cache.
        BlockStride = (((nint)PaddedPositions + FrontGuard + BackGuard) | 1) * ChannelsInBlock;
        _buffer = buffer;
        buffer.Reserve(Length);
    }

    public int Channels { get; }

    public int Height { get; }

    public int Width { get; }

    /// <summary>The rows held.</summary>
    public Rows Rows { get; }

    /// <summary>Channels side by side.</summary>
    public int ChannelsInBlock { get; }

    public int Blocks { get; }

    /// <summary>Positions from one row of the padded plane to the next.</summary>
    public int Pitch => Width + 2;

    /// <summary>Positions of the padded plane.</summary>
    public int PaddedPositions => (Rows.Count + 2) * Pitch;

    /// <summary>Floats from one block to the next.</summary>
    public nint BlockStride { get; }

    /// <summary>Floats of all blocks.</summary>
    public long Length => (long)Blocks * BlockStride;

    /// <summary>The padded plane's first position, left above the first row held, in the first block.</summary>
    public float* Origin => _buffer.Pointer + (nint)FrontGuard * ChannelsInBlock;

    /// <summary>Positions before the padded plane: one row and one position, as far as a 3x3 kernel reaches.</summary>
    public int FrontGuard => Pitch + 1;

    /// <summary>Positions after it: as many, and a kernel's tile.</summary>
    public int BackGuard => Pitch + 1 + TileKernels.MaximumRows;

    /// <summary>
    /// The channels of a block at a position of the whole plane; the border is one position around the rows held.
    /// </summary>
    public float* At(int block, int y, int x) =>
        Origin + block * BlockStride + ((nint)(y - Rows.Start + 1) * Pitch + x + 1) * ChannelsInBlock;

    /// <summary>Copies some rows of a channel into planar features, C x H x W.</summary>
    public void CopyChannel(int channel, Rows rows, Span<float> planar)
    {
        for (var y = rows.Start; y < rows.End; y++)
        {
            var source = At(channel / BlockSize, y, 0) + channel % BlockSize;
            var row = planar.Slice((channel * Height + y) * Width, Width);
            for (var x = 0; x < row.Length; x++)
            {
                row[x] = source[x * BlockSize];
            }
        }
    }
}
