using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu.Kernels;

/// <summary>Where a tile of outputs goes, one register of channels, and what happens to them on the way.</summary>
internal readonly unsafe struct TileTarget
{
    /// <summary>How many rows of the tile there are.</summary>
    public required int Rows { get; init; }

    /// <summary>How many columns of the tile there are.</summary>
    public required int Columns { get; init; }

    /// <summary>The first output's place; null if only what is pooled from them is kept.</summary>
    public float* Plane { get; init; }

    /// <summary>Floats from one row of outputs to the next.</summary>
    public nint PlaneStride { get; init; }

    /// <summary>What is added to each output; null for a gradient.</summary>
    public float* Bias { get; init; }

    /// <summary>Whether outputs are clipped at zero.</summary>
    public bool Rectifies { get; init; }

    /// <summary>Whether a gradient is added to what is there.</summary>
    public bool Adds { get; init; }

    /// <summary>What is added to the first output of a gradient besides; null if nothing is.</summary>
    public float* Added { get; init; }

    /// <summary>Floats from what is added to one output to what is added to the next.</summary>
    public nint AddedColumnStride { get; init; }

    /// <summary>Floats from what is added to one row of outputs to what is added to the next.</summary>
    public nint AddedRowStride { get; init; }

    /// <summary>
    /// The first output's mask: written by features, read by gradients; null if there is none.
    /// </summary>
    public byte* Mask { get; init; }

    /// <summary>Bytes from one row of the mask to the next.</summary>
    public nint MaskStride { get; init; }

    /// <summary>The place of what is pooled from the first four outputs; null if nothing is.</summary>
    public float* Pooled { get; init; }

    /// <summary>Floats from one row of what is pooled to the next.</summary>
    public nint PooledStride { get; init; }

    /// <summary>How they are pooled.</summary>
    public Pooling Pooling { get; init; }
}
