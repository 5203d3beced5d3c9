using StyleFunctions.Transfer.Engines;

namespace StyleFunctions.Bench.Gpu;

/// <summary>Opens devices for the GPU engine; its other half is built with -p:Gpu=true.</summary>
internal static partial class GpuDevices
{
    /// <summary>Whether this program has the GPU engine.</summary>
    public static bool AreBuiltIn
    {
        get
        {
            var isBuiltIn = false;
            Ask(ref isBuiltIn);
            return isBuiltIn;
        }
    }

    /// <summary>Opens a device.</summary>
    /// <param name="device">cpu or cuda:N.</param>
    /// <param name="precision">The precision.</param>
    public static IEngineSource Open(ComputeDevice device, GpuPrecision precision)
    {
        IEngineSource? source = null;
        Open(device, precision, ref source);
        return source ?? throw new InvalidOperationException("The GPU engine is not built in.");
    }

    /// <summary>Bytes that a device's memory holds now; 0 for the CPU.</summary>
    /// <param name="device">The device.</param>
    public static long UsedBytes(ComputeDevice device)
    {
        var bytes = 0L;
        Measure(device, ref bytes);
        return bytes;
    }

    static partial void Ask(ref bool isBuiltIn);

    static partial void Open(ComputeDevice device, GpuPrecision precision, ref IEngineSource? source);

    static partial void Measure(ComputeDevice device, ref long bytes);
}
