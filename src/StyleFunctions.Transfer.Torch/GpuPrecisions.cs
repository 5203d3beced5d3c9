using StyleFunctions.Transfer.Engines;
using TorchSharp;

namespace StyleFunctions.Transfer.Torch;

/// <summary>What follows from a precision.</summary>
internal static class GpuPrecisions
{
    /// <summary>The type of feature maps, weights and the gradient between layers.</summary>
    public static torch.ScalarType FeatureType(this GpuPrecision precision) => precision switch
    {
        GpuPrecision.Half => torch.ScalarType.Float16,
        GpuPrecision.BFloat16 => torch.ScalarType.BFloat16,
        _ => torch.ScalarType.Float32,
    };

    /// <summary>Bytes of one number of a feature map.</summary>
    public static int FeatureBytes(this GpuPrecision precision) =>
        precision.FeatureType() == torch.ScalarType.Float32 ? sizeof(float) : sizeof(float) / 2;

    /// <summary>Whether float32 products may be rounded to TensorFloat32, which 16-bit features fit into.</summary>
    public static bool AllowsTensorFloat32(this GpuPrecision precision) => precision != GpuPrecision.Full;

    /// <summary>
    /// Whether a position's channels lie side by side: tensor cores read 16-bit features so, and would turn others
    /// round, layer by layer.
    /// </summary>
    public static bool IsChannelsLast(this GpuPrecision precision) =>
        precision is GpuPrecision.Half or GpuPrecision.BFloat16;

    /// <summary>Its name in an engine's.</summary>
    public static string Name(this GpuPrecision precision) => precision.ToString().ToLowerInvariant();
}
