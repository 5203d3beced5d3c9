namespace StyleFunctions.Transfer.Engines.Cpu.Planes;

/// <summary>The size of a layer.</summary>
/// <param name="Channels">C.</param>
/// <param name="Height">H.</param>
/// <param name="Width">W.</param>
internal readonly record struct PlaneShape(int Channels, int Height, int Width)
{
    /// <summary>Blocks of channels.</summary>
    public int Blocks => (Channels + FeaturePlanes.BlockSize - 1) / FeaturePlanes.BlockSize;

    /// <summary>Every row.</summary>
    public Rows AllRows => new(0, Height);

    /// <summary>The size after 2x2 pooling; an odd last row or column is dropped.</summary>
    public PlaneShape Pooled => new(Channels, Height / 2, Width / 2);
}
