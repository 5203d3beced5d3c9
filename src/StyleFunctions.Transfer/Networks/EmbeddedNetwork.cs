using StyleFunctions.Transfer.Networks.WeightFiles;

namespace StyleFunctions.Transfer.Networks;

/// <summary>
/// The network inside the library: nothing to download. It was trained by tools/embedded-network on pictures made by
/// formula, and on nothing else; docs/embedded-network.md says how.
/// </summary>
public static class EmbeddedNetwork
{
    private const string Resource = "embedded-network.safetensors";

    /// <summary>
    /// The root mean square of each block's activations on the pictures of its training: near VGG-19's.
    /// tools/embedded-network/export.py scales the weights to it.
    /// </summary>
    internal static IReadOnlyList<double> ActivationSizes { get; } = [1.5, 2, 3, 2.5, 0.5];

    /// <summary>Reads the network; the same weights on every machine.</summary>
    public static Network Create()
    {
        using var bytes = typeof(EmbeddedNetwork).Assembly.GetManifestResourceStream(Resource)!;
        return WeightFile.Read(
            Resource,
            bytes,
            NetworkArchitecture.Embedded,
            WeightConvention.Torchvision,
            replicatesEverywhere: true);
    }
}
