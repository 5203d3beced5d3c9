using TorchSharp;

namespace StyleFunctions.Transfer.Torch;

/// <summary>What follows from a precision.</summary>
internal static class TorchPrecisions
{
    /// <summary>The type of feature maps, weights and the gradient between layers.</summary>
    public static torch.ScalarType FeatureType(this TorchPrecision precision) => precision switch
    {
        TorchPrecision.Half => torch.ScalarType.Float16,
        TorchPrecision.BFloat16 => torch.ScalarType.BFloat16,
        _ => torch.ScalarType.Float32,
    };

    /// <summary>Bytes of one number of a feature map.</summary>
    public static int FeatureBytes(this TorchPrecision precision) =>
        precision.FeatureType() == torch.ScalarType.Float32 ? sizeof(float) : sizeof(float) / 2;

    /// <summary>Whether float32 products may be rounded to TensorFloat32; that loses nothing of 16-bit features.</summary>
    public static bool AllowsTensorFloat32(this TorchPrecision precision) => precision != TorchPrecision.Full;

    /// <summary>
    /// Whether a position's channels lie side by side: tensor cores read 16-bit features so, and would turn others
    /// round, layer by layer.
    /// </summary>
    public static bool IsChannelsLast(this TorchPrecision precision) =>
        precision is TorchPrecision.Half or TorchPrecision.BFloat16;

    /// <summary>Its name in an engine's.</summary>
    public static string Name(this TorchPrecision precision) => precision.ToString().ToLowerInvariant();
}
