using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Networks;

/// <summary>What a layer does.</summary>
public enum LayerKind
{
    /// <summary>A 3x3 convolution with bias.</summary>
    Convolution,

    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>2x2 pooling with stride 2; an odd last row or column is dropped.</summary>
    Pooling,
}

/// <summary>One layer of a network.</summary>
/// <param name="Name">Its name: conv1_1, relu1_1, pool1.</param>
/// <param name="Kind">What it does.</param>
/// <param name="InputChannels">Channels it reads.</param>
/// <param name="OutputChannels">Channels it gives.</param>
/// <param name="Stride">How many of the picture's pixels one of its positions spans each way: 1, 2, 4, 8, 16.</param>
public sealed record NetworkLayer(string Name, LayerKind Kind, int InputChannels, int OutputChannels, int Stride);

/// <summary>
/// A VGG-shaped network: blocks of 3x3 convolutions with ReLU, each block but the last followed by a pool.
/// </summary>
public sealed class NetworkArchitecture
{
    private NetworkArchitecture(string name, IReadOnlyList<IReadOnlyList<int>> blocks, TransferSettings defaultSettings)
    {
        Name = name;
        DefaultSettings = defaultSettings;
        Layers = [.. MakeLayers(blocks)];
    }

    /// <summary>VGG-19 (Simonyan and Zisserman 2015, configuration E).</summary>
    public static NetworkArchitecture Vgg19 { get; } = new(
        "vgg19",
        [[64, 64], [128, 128], [256, 256, 256, 256], [512, 512, 512, 512], [512, 512, 512, 512]],
        new TransferSettings());

    /// <summary>VGG-16 (Simonyan and Zisserman 2015, configuration D).</summary>
    public static NetworkArchitecture Vgg16 { get; } = new(
        "vgg16",
        [[64, 64], [128, 128], [256, 256, 256], [512, 512, 512], [512, 512, 512]],
        new TransferSettings());

    /// <summary>The network inside the library: the shape of VGG, narrower, in need of no file.</summary>
    public static NetworkArchitecture Embedded { get; } = new(
        "embedded",
        [[32, 32], [64, 64], [128, 128], [192, 192], [192]],
        new TransferSettings
        {
            MinSize = 256, // smaller pictures lose shapes that this network does not find again
            Iterations = 120,
            Init = Starts.Recolored, // in few iterations colours far from the style's do not get there
            Margin = 0.015, // where the network repeats the edge, the outermost pixels become a frame: cut off
            ContentWeight = 0.12,
            ContentLayers = new LayerWeights(("relu3_2", 1), ("relu4_2", 1)),
            TvWeight = 8,
            Pooling = Pooling.Average,
        });

    /// <summary>Every architecture.</summary>
    public static IReadOnlyList<NetworkArchitecture> All { get; } = [Embedded, Vgg19, Vgg16];

    /// <summary>Its name: embedded, vgg19, vgg16.</summary>
    public string Name { get; }

    /// <summary>The layers from the picture on.</summary>
    public IReadOnlyList<NetworkLayer> Layers { get; }

    /// <summary>The default preset's settings for this network.</summary>
    public TransferSettings DefaultSettings { get; }

    /// <summary>The convolutions, in order.</summary>
    public IEnumerable<NetworkLayer> Convolutions => Layers.Where(l => l.Kind == LayerKind.Convolution);

    /// <summary>The layer of a name.</summary>
    /// <param name="name">conv1_1, relu1_1, pool1, ...</param>
    /// <param name="setting">The setting that names it, for the error.</param>
    /// <exception cref="InvalidSettingException">
    /// There is no such layer; the message lists the layers and suggests one.
    /// </exception>
    public NetworkLayer Layer(string name, string setting = "style-layers") =>
        Layers.FirstOrDefault(l => l.Name == name) ?? throw new InvalidSettingException(
            setting,
            $"The {Name} network has no layer '{name}' among {string.Join(", ", Layers.Select(l => l.Name))}"
                + DidYouMean.Suggest(name, Layers.Select(l => l.Name)));

    /// <summary>The smallest side of a picture for which every one of some layers has at least one position.</summary>
    /// <param name="layers">Names of layers.</param>
    public int SmallestSide(IEnumerable<string> layers) => layers.Select(l => Layer(l).Stride).DefaultIfEmpty(1).Max();

    private static IEnumerable<NetworkLayer> MakeLayers(IReadOnlyList<IReadOnlyList<int>> blocks)
    {
        var channels = 3;
        var stride = 1;
        for (var block = 0; block < blocks.Count; block++)
        {
            for (var i = 0; i < blocks[block].Count; i++)
            {
                var outputs = blocks[block][i];
                var place = $"{block + 1}_{i + 1}";
                yield return new NetworkLayer($"conv{place}", LayerKind.Convolution, channels, outputs, stride);
                yield return new NetworkLayer($"relu{place}", LayerKind.Relu, outputs, outputs, stride);
                channels = outputs;
            }

            if (block < blocks.Count - 1)
            {
                stride *= 2;
                yield return new NetworkLayer($"pool{block + 1}", LayerKind.Pooling, channels, channels, stride);
            }
        }
    }
}
