namespace StyleFunctions.Transfer.Tests.Reference;

/// <summary>Numbers in channels, rows and columns, float64.</summary>
internal sealed class ReferenceTensor
{
    public ReferenceTensor(int channels, int height, int width)
        : this(channels, height, width, new double[channels * height * width])
    {
    }

    public ReferenceTensor(int channels, int height, int width, double[] values)
    {
        Assert.Equal(channels * height * width, values.Length);
        (Channels, Height, Width, Values) = (channels, height, width, values);
    }

    public int Channels { get; }

    public int Height { get; }

    public int Width { get; }

    /// <summary>How many positions a channel has: H W.</summary>
    public int Positions => Height * Width;

    public double[] Values { get; }

    public ref double this[int channel, int y, int x] => ref Values[(((channel * Height) + y) * Width) + x];

    public Span<double> Row(int channel, int y) => Values.AsSpan(((channel * Height) + y) * Width, Width);

    public Span<double> Plane(int channel) => Values.AsSpan(channel * Positions, Positions);

    public ReferenceTensor ZerosLike() => new(Channels, Height, Width);

    public ReferenceTensor Copy() => new(Channels, Height, Width, [.. Values]);

    public void Add(ReferenceTensor other)
    {
        for (var i = 0; i < Values.Length; i++)
        {
            Values[i] += other.Values[i];
        }
    }
}
