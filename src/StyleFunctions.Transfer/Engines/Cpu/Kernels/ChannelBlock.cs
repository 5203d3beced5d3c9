using StyleFunctions.Transfer.Engines.Cpu.Planes;

namespace StyleFunctions.Transfer.Engines.Cpu.Kernels;

/// <summary>How many channels of a position stand side by side, as a type: the kernel is compiled for each.</summary>
internal interface IChannelBlock
{
    static abstract int Channels { get; }
}

internal readonly struct OneChannel : IChannelBlock
{
    public static int Channels => 1;
}

internal readonly struct SixteenChannels : IChannelBlock
{
    public static int Channels => FeaturePlanes.BlockSize;
}
