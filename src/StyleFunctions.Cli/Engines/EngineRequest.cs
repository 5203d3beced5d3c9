using StyleFunctions.Transfer.Engines;

namespace StyleFunctions.Cli.Engines;

/// <summary>Where a command line asks to compute.</summary>
internal sealed record EngineRequest
{
    /// <summary>The device.</summary>
    public ComputeDevice Device { get; init; } = ComputeDevice.Auto;

    /// <summary>What a GPU computes in.</summary>
    public GpuPrecision Precision { get; init; }

    /// <summary>Threads of the CPU; 0 for one a core.</summary>
    public int Threads { get; init; }

    /// <summary>Whether to go on with jobs that another engine began.</summary>
    public bool TakesOver { get; init; }
}
