namespace StyleFunctions.Transfer.Networks;

/// <summary>The weights of one 3x3 convolution.</summary>
/// <param name="Kernel">
/// K x C x 3 x 3: output channel, input channel, row, column (PyTorch's order; a correlation).
/// </param>
/// <param name="Bias">K.</param>
public sealed record ConvolutionWeights(float[] Kernel, float[] Bias);

/// <summary>
/// How pixels become a network's input: (pixel * Scale - Mean) / Deviation, per colour, pixels RGB in [0, 1].
/// </summary>
/// <param name="Scale">1, or 255 for networks trained on bytes.</param>
/// <param name="Mean">Red, green, blue.</param>
/// <param name="Deviation">Red, green, blue.</param>
public sealed record Preprocessing(float Scale, IReadOnlyList<float> Mean, IReadOnlyList<float> Deviation)
{
    /// <summary>torchvision's: pixels in [0, 1], ImageNet's mean and standard deviation.</summary>
    public static Preprocessing Torchvision { get; } = new(1, [0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);

    /// <summary>
    /// Caffe's: pixels in [0, 255], mean subtracted. Its networks read BGR; their first convolution's channels are
    /// turned round when the weights are read, so that every network here reads RGB.
    /// </summary>
    public static Preprocessing Caffe { get; } = new(255, [123.68f, 116.779f, 103.939f], [1, 1, 1]);

    /// <summary>The colour that becomes zero: the mean of the pictures a network was trained on, in [0, 1].</summary>
    /// <param name="channel">0 red, 1 green, 2 blue.</param>
    public float MeanColor(int channel) => Mean[channel] / Scale;
}

/// <summary>A network with its weights, ready to be given to an engine.</summary>
public sealed class Network
{
    private readonly IReadOnlyDictionary<string, ConvolutionWeights> _weights;

    /// <summary>Puts an architecture and its weights together.</summary>
    /// <param name="architecture">The layers.</param>
    /// <param name="weights">
    /// Weights by the convolutions' names (conv1_1, ...). Convolutions after the last one named may be missing.
    /// </param>
    /// <param name="preprocessing">What the weights expect as input.</param>
    /// <param name="hash">SHA-256 of the weights as they came, in lower-case hexadecimal.</param>
    /// <param name="replicatesEverywhere">Whether every convolution, not only the first, repeats the edge.</param>
    /// <exception cref="ArgumentException">Weights have another shape than the architecture says.</exception>
    public Network(
        NetworkArchitecture architecture,
        IReadOnlyDictionary<string, ConvolutionWeights> weights,
        Preprocessing preprocessing,
        string hash,
        bool replicatesEverywhere = false)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(weights);
        foreach (var layer in architecture.Convolutions.Where(l => weights.ContainsKey(l.Name)))
        {
            var (kernel, bias) = weights[layer.Name];
            if (kernel.Length != layer.OutputChannels * layer.InputChannels * 9 || bias.Length != layer.OutputChannels)
            {
                throw new ArgumentException(
                    $"The weights of {layer.Name} do not have the shape "
                    + $"{layer.OutputChannels} x {layer.InputChannels} x 3 x 3.",
                    nameof(weights));
            }
        }

        Architecture = architecture;
        Preprocessing = preprocessing;
        Hash = hash;
        ReplicatesEverywhere = replicatesEverywhere;
        _weights = weights;
    }

    /// <summary>The layers.</summary>
    public NetworkArchitecture Architecture { get; }

    /// <summary>What the weights expect as input.</summary>
    public Preprocessing Preprocessing { get; }

    /// <summary>SHA-256 of the weights as they came, in lower-case hexadecimal.</summary>
    public string Hash { get; }

    /// <summary>Whether every convolution, not only the first, repeats the edge.</summary>
    public bool ReplicatesEverywhere { get; }

    /// <summary>The weights of a convolution.</summary>
    /// <param name="convolution">Its name.</param>
    /// <exception cref="KeyNotFoundException">The weights end before it.</exception>
    public ConvolutionWeights Weights(string convolution) => _weights[convolution];

    /// <summary>The first convolution on the way to a layer that has no weights; null where all have theirs.</summary>
    /// <param name="layer">The layer's name.</param>
    public string? FirstWithoutWeights(string layer)
    {
        var last = Architecture.Layers.ToList().IndexOf(Architecture.Layer(layer));
        return Architecture.Layers.Take(last + 1)
            .FirstOrDefault(l => l.Kind == LayerKind.Convolution && !_weights.ContainsKey(l.Name))?.Name;
    }
}
