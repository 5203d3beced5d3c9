namespace StyleFunctions.Transfer.Engines.Cpu.Kernels;

/// <summary>How many registers of columns a tile has, known when its code is compiled.</summary>
internal interface IRegisters
{
    /// <summary>How many.</summary>
    static abstract int Count { get; }
}

internal readonly struct OneRegister : IRegisters
{
    public static int Count => 1;
}

internal readonly struct TwoRegisters : IRegisters
{
    public static int Count => 2;
}
