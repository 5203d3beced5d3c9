namespace StyleFunctions.Transfer.Engines;

/// <summary>Kinds of devices.</summary>
public enum ComputeDeviceKind
{
    /// <summary>A GPU if there is one, else the CPU.</summary>
    Auto,

    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>A GPU that computes with CUDA.</summary>
    Cuda,
}
