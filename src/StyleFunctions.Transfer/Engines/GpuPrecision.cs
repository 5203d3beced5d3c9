namespace StyleFunctions.Transfer.Engines;

/// <summary>
/// What a GPU computes the network in. Pixels, Gram matrices' differences, losses and the pixels' gradient are float32
/// or better in every one of them.
/// </summary>
public enum GpuPrecision
{
    /// <summary>TensorFloat32 on a GPU that has it, float16 on one that is fast in that alone, else float32.</summary>
    Auto,

    /// <summary>float32 throughout: agrees with the CPU engine to about 1e-5.</summary>
    Full,

    /// <summary>float32 in memory; products of numbers rounded to 10 bits, summed in 32, by tensor cores.</summary>
    Tf32,

    /// <summary>
    /// float16, 10 bits of it after the point; the gradient is scaled so that it neither fades nor overflows.
    /// </summary>
    Half,

    /// <summary>bfloat16, 7 bits of it after the point, with float32's range.</summary>
    BFloat16,
}
