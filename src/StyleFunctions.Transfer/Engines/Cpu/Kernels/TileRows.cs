namespace StyleFunctions.Transfer.Engines.Cpu.Kernels;

/// <summary>
/// How many positions a tile has, as a type: the kernel is written once for the most, and compiled for each without
/// the rest.
/// </summary>
internal interface ITileRows
{
    static abstract int Count { get; }
}

internal readonly struct TwoRows : ITileRows
{
    public static int Count => 2;
}

internal readonly struct FourRows : ITileRows
{
    public static int Count => 4;
}

internal readonly struct SixRows : ITileRows
{
    public static int Count => 6;
}

internal readonly struct EightRows : ITileRows
{
    public static int Count => 8;
}

internal readonly struct TwelveRows : ITileRows
{
    public static int Count => 12;
}
