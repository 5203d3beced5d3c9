using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Engines.Cpu.Kernels;

/// <summary>The numbers of pooling.</summary>
internal static class PoolingRule
{
    /// <summary>crowsonkb's factor that keeps the size of activations under L2 pooling.</summary>
    public const float L2Scale = 0.78f;

    /// <summary>
    /// What an average's sum is multiplied by, and so the gradient that goes to each input; 1 for max.
    /// </summary>
    public static float Factor(Pooling pooling) => pooling switch
    {
        Pooling.Average => 0.5f,
        Pooling.AverageUnscaled => 0.25f,
        _ => 1,
    };
}
