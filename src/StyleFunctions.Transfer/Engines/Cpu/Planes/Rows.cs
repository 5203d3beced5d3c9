namespace StyleFunctions.Transfer.Engines.Cpu.Planes;

/// <summary>Some rows of a plane: from one up to, but without, another.</summary>
/// <param name="Start">The first.</param>
/// <param name="End">The one after the last.</param>
internal readonly record struct Rows(int Start, int End)
{
    public int Count => End - Start;

    /// <summary>The rows that pooling reads to give these; an odd last row is read by none.</summary>
    public Rows Unpooled => new(2 * Start, 2 * End);

    /// <summary>Every row of a plane.</summary>
    public static Rows All(int height) => new(0, height);

    /// <summary>The rows that a 3x3 convolution reads to give these.</summary>
    public Rows Grow(int height) => new(Math.Max(0, Start - 1), Math.Min(height, End + 1));

    /// <summary>The rows of a pooled plane that reach any of these; an odd last row reaches none.</summary>
    public Rows Pooled(int pooledHeight) =>
        new(Math.Min(Start / 2, pooledHeight), Math.Min((End + 1) / 2, pooledHeight));

    /// <summary>The smallest run of rows that holds both.</summary>
    public Rows Union(Rows other) =>
        Count == 0 ? other
        : other.Count == 0 ? this
        : new Rows(Math.Min(Start, other.Start), Math.Max(End, other.End));
}
