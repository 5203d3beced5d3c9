using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Tests.Generated;

/// <summary>
/// Weights from the integer generator: uniform with He's variance 2 / (9 C), biases uniform in [-0.05, 0.05]. The n-th
/// convolution's kernel is stream 2 n, its bias stream 2 n + 1.
/// </summary>
internal static class GeneratedWeights
{
    private static readonly Lazy<Network> _vgg19 = new(() => For(NetworkArchitecture.Vgg19));
    private static readonly Lazy<Network> _embedded = new(() => For(NetworkArchitecture.Embedded));

    /// <summary>Full-width VGG-19 up to conv5_1, as torchvision has it.</summary>
    public static Network Vgg19 => _vgg19.Value;

    /// <summary>The shape of the embedded network.</summary>
    public static Network Embedded => _embedded.Value;

    /// <summary>A network with generated weights up to conv5_1.</summary>
    public static Network For(
        NetworkArchitecture architecture,
        Preprocessing? preprocessing = null,
        bool replicatesEverywhere = false)
    {
        var weights = For(architecture.Layers.TakeWhile(l => l.Name != "relu5_1"));
        preprocessing ??= Preprocessing.Torchvision;
        var hash = $"generated-{architecture.Name}";
        return new Network(architecture, weights, preprocessing, hash, replicatesEverywhere);
    }

    /// <summary>The same weights behind Caffe's preprocessing, read as RGB.</summary>
    public static Network WithPreprocessing(Network network, Preprocessing preprocessing) =>
        new(network.Architecture, AllWeights(network), preprocessing, network.Hash, network.ReplicatesEverywhere);

    /// <summary>Weights for the convolutions among some layers.</summary>
    public static Dictionary<string, ConvolutionWeights> For(IEnumerable<NetworkLayer> layers) =>
        layers.Where(l => l.Kind == LayerKind.Convolution).Index().ToDictionary(
            l => l.Item.Name,
            l => For(l.Item, (uint)l.Index));

    private static ConvolutionWeights For(NetworkLayer convolution, uint number)
    {
        var scale = (float)Math.Sqrt(6.0 / (9 * convolution.InputChannels));
        var count = convolution.OutputChannels * convolution.InputChannels * 9;
        return new ConvolutionWeights(
            GeneratedNumbers.Signed(2 * number, count, scale),
            GeneratedNumbers.Signed((2 * number) + 1, convolution.OutputChannels, 0.05f));
    }

    private static Dictionary<string, ConvolutionWeights> AllWeights(Network network) =>
        network.Architecture.Convolutions.TakeWhile(l => l.Name != "conv5_2")
            .ToDictionary(l => l.Name, l => network.Weights(l.Name));
}
