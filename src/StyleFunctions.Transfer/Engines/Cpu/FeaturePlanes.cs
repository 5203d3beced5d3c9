namespace StyleFunctions.Transfer.Engines.Cpu;

/// <summary>
/// A layer's features, or their gradient, as the kernels like them: blocks of 16 channels, each block a plane of
/// positions, each position its 16 channels side by side in one cache line. Around a plane lies a border one position
/// wide, so that a 3x3 convolution needs no test for edges; before and after it lie guards, so that a kernel may run
/// along the padded plane as one line of positions, over the ends of rows and a little over its ends.
/// </summary>
internal sealed unsafe class FeaturePlanes : IDisposable
{
    /// <summary>Channels side by side.</summary>
    public const int BlockSize = 16;

    private readonly AlignedBuffer _buffer;
    private readonly bool _ownsBuffer;

    /// <summary>Planes with memory of their own, all zero.</summary>
    public FeaturePlanes(int channels, int height, int width)
        : this(channels, height, width, new AlignedBuffer(RequiredLength(channels, height, width)), ownsBuffer: true)
    {
    }

    /// <summary>Planes in memory that others use too; whatever it held last is still there.</summary>
    public FeaturePlanes(int channels, int height, int width, AlignedBuffer buffer)
        : this(channels, height, width, buffer, ownsBuffer: false)
    {
    }

    private FeaturePlanes(int channels, int height, int width, AlignedBuffer buffer, bool ownsBuffer)
    {
        Channels = channels;
        Height = height;
        Width = width;
        Blocks = BlocksFor(channels);
        BlockStride = PositionsPerBlock(height, width) * BlockSize;
        _buffer = buffer;
        _ownsBuffer = ownsBuffer;
        Origin = buffer.Pointer + (nint)FrontGuard * BlockSize;
    }

    public int Channels { get; }

    public int Height { get; }

    public int Width { get; }

    public int Blocks { get; }

    /// <summary>Positions from one row of the padded plane to the next.</summary>
    public int Pitch => Width + 2;

    /// <summary>Positions of the padded plane.</summary>
    public int PaddedPositions => (Height + 2) * Pitch;

    /// <summary>Floats from one block to the next.</summary>
    public nint BlockStride { get; }

    /// <summary>The padded plane's first position, (-1, -1), in the first block.</summary>
    public float* Origin { get; }

    /// <summary>Positions before the padded plane: one row and one position, as far as a 3x3 kernel reaches.</summary>
    public int FrontGuard => Pitch + 1;

    /// <summary>Positions after it: as many, and a kernel's tile.</summary>
    public int BackGuard => Pitch + 1 + Kernels.TileKernels.MaximumRows;

    /// <summary>How many blocks hold some channels.</summary>
    public static int BlocksFor(int channels) => (channels + BlockSize - 1) / BlockSize;

    /// <summary>Floats that planes of a size need.</summary>
    public static long RequiredLength(int channels, int height, int width) =>
        (long)BlocksFor(channels) * PositionsPerBlock(height, width) * BlockSize;

    /// <summary>The 16 channels of a block at a position; -1 and the plane's size lie in the border.</summary>
    public float* At(int block, int y, int x) =>
        Origin + block * BlockStride + ((nint)(y + 1) * Pitch + x + 1) * BlockSize;

    /// <summary>Copies planar features, C x H x W, into place.</summary>
    public void Load(ReadOnlySpan<float> planar)
    {
        for (var c = 0; c < Channels; c++)
        {
            for (var y = 0; y < Height; y++)
            {
                var target = At(c / BlockSize, y, 0) + c % BlockSize;
                var row = planar.Slice((c * Height + y) * Width, Width);
                for (var x = 0; x < row.Length; x++)
                {
                    target[x * BlockSize] = row[x];
                }
            }
        }
    }

    /// <summary>Planar features, C x H x W.</summary>
    public float[] ToPlanar()
    {
        var planar = new float[checked(Channels * Height * Width)];
        for (var c = 0; c < Channels; c++)
        {
            for (var y = 0; y < Height; y++)
            {
                var source = At(c / BlockSize, y, 0) + c % BlockSize;
                var row = planar.AsSpan((c * Height + y) * Width, Width);
                for (var x = 0; x < row.Length; x++)
                {
                    row[x] = source[x * BlockSize];
                }
            }
        }

        return planar;
    }

    public void Dispose()
    {
        if (_ownsBuffer)
        {
            _buffer.Dispose();
        }
    }

    // Odd, so that the same position of different blocks falls into different sets of the cache.
    private static nint PositionsPerBlock(int height, int width)
    {
        var pitch = (nint)width + 2;
        return ((height + 2) * pitch + 2 * (pitch + 1) + Kernels.TileKernels.MaximumRows) | 1;
    }
}
