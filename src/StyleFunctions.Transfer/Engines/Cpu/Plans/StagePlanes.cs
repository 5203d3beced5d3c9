using StyleFunctions.Transfer.Engines.Cpu.Planes;

namespace StyleFunctions.Transfer.Engines.Cpu.Plans;

/// <summary>A band of a stage.</summary>
internal sealed class StagePlanes
{
    /// <summary>The convolution's own output, where somebody reads it.</summary>
    public FeaturePlanes? Raw { get; init; }

    /// <summary>The ReLU's; null where it is pooled at once.</summary>
    public FeaturePlanes? Features { get; init; }

    /// <summary>The pool's.</summary>
    public FeaturePlanes? Pooled { get; init; }

    /// <summary>Where the ReLU lets the gradient pass.</summary>
    public GradientMask? ReluMask { get; init; }

    /// <summary>Where the pool and the ReLU before it do.</summary>
    public GradientMask? PoolMask { get; init; }
}

/// <summary>
/// The memory that the bands of a stage use in turn; null for what needs none of its own. Bands whose features are all
/// kept have memory of their own instead, each.
/// </summary>
internal sealed class StageMemory
{
    public WorkBuffer? Raw { get; init; }

    public WorkBuffer? Features { get; init; }

    public WorkBuffer? Pooled { get; init; }

    public WorkBuffer? ReluMask { get; init; }

    public WorkBuffer? PoolMask { get; init; }

    /// <summary>Whether the ReLU's mask is kept for the whole plane.</summary>
    public bool KeepsReluMask { get; init; }

    /// <summary>Whether the pool's is.</summary>
    public bool KeepsPoolMask { get; init; }
}
