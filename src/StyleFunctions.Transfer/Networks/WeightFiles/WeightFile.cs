using System.Security.Cryptography;

namespace StyleFunctions.Transfer.Networks.WeightFiles;

/// <summary>
/// Reads a network's weights from the files people have: PyTorch's (.pth, the legacy stream and the zip) and
/// safetensors. Nothing in a file is ever executed.
/// </summary>
public static class WeightFile
{
    /// <summary>The last convolution any default style layer needs; a file may end after it.</summary>
    private const string LastNeeded = "conv5_1";

    private static readonly string[] CaffeHashes = ["d01eb7cb", "00b39a1b"];

    /// <summary>
    /// Reads the convolutions of a network: tensors named features.{n}.weight (K x C x 3 x 3) and features.{n}.bias
    /// (K), n counting convolutions, ReLUs and pools from 0, as torchvision names them; others are ignored. The
    /// convolutions up to conv5_1 have to be there, those after it may be missing. The whole file is hashed.
    /// </summary>
    /// <param name="path">The file. Its first bytes tell the format, whatever its name.</param>
    /// <param name="architecture">The network the weights are for.</param>
    /// <param name="convention">What the weights expect as input.</param>
    /// <exception cref="WeightFormatException">
    /// The file has no known format, is damaged, would have to be executed, or holds other weights than the network's.
    /// </exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    public static Network Read(
        string path, NetworkArchitecture architecture, WeightConvention convention = WeightConvention.Auto)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(architecture);

        using var bytes = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(path, bytes, architecture, convention);
    }

    /// <summary>Reads weights from a stream, as from a file.</summary>
    /// <param name="name">A name for errors, and to tell Caffe's weights by.</param>
    /// <param name="bytes">The file's bytes; can seek.</param>
    /// <param name="architecture">The network the weights are for.</param>
    /// <param name="convention">What the weights expect as input.</param>
    /// <param name="replicatesEverywhere">Whether they were trained with every convolution repeating the edge.</param>
    internal static Network Read(
        string name,
        Stream bytes,
        NetworkArchitecture architecture,
        WeightConvention convention,
        bool replicatesEverywhere = false)
    {
        var file = new WeightStream(name, bytes);
        var tensors = FindConvolutions(file, architecture, out var dictionary);
        var weights = tensors.ToDictionary(
            t => t.Key,
            t => new ConvolutionWeights(
                Floats(file, dictionary, t.Value.Kernel), Floats(file, dictionary, t.Value.Bias)));

        bytes.Position = 0;
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var isCaffe = convention == WeightConvention.Caffe
            || (convention == WeightConvention.Auto && IsFromCaffe(name, hash));
        if (isCaffe)
        {
            var first = architecture.Convolutions.First();
            ReverseInputChannels(weights[first.Name].Kernel, first.InputChannels);
        }

        var preprocessing = isCaffe ? Preprocessing.Caffe : Preprocessing.Torchvision;
        return new Network(architecture, weights, preprocessing, hash, replicatesEverywhere);
    }

    private static Dictionary<string, (StateTensor Kernel, StateTensor Bias)> FindConvolutions(
        WeightStream file, NetworkArchitecture architecture, out StateDictionary dictionary)
    {
        dictionary = StateDictionary.Read(file);
        var found = new Dictionary<string, (StateTensor Kernel, StateTensor Bias)>();
        var mayEnd = false;
        for (var n = 0; n < architecture.Layers.Count; n++)
        {
            var layer = architecture.Layers[n];
            if (layer.Kind != LayerKind.Convolution)
            {
                continue;
            }

            var kernelName = $"features.{n}.weight";
            if (mayEnd && !dictionary.Tensors.ContainsKey(kernelName))
            {
                break;
            }

            found[layer.Name] = (
                Find(file, architecture, dictionary, kernelName, [layer.OutputChannels, layer.InputChannels, 3, 3]),
                Find(file, architecture, dictionary, $"features.{n}.bias", [layer.OutputChannels]));
            mayEnd |= layer.Name == LastNeeded;
        }

        return found;
    }

    private static StateTensor Find(
        WeightStream file, NetworkArchitecture architecture, StateDictionary dictionary, string name, long[] shape)
    {
        if (!dictionary.Tensors.TryGetValue(name, out var tensor))
        {
            throw Mismatch(file, architecture, $"the tensor '{name}' is missing");
        }

        return tensor.Shape.SequenceEqual(shape) ? tensor : throw Mismatch(
            file,
            architecture,
            $"the tensor '{name}' should have the shape {StateTensor.Describe(shape)} "
            + $"and has {StateTensor.Describe(tensor.Shape)}");
    }

    private static WeightFormatException Mismatch(
        WeightStream file, NetworkArchitecture architecture, string problem) => new(
        $"{WeightStream.Quote(file.Name)} does not hold the weights of {architecture.Name}: {problem}.");

    private static float[] Floats(WeightStream file, StateDictionary dictionary, StateTensor tensor)
    {
        var values = dictionary.ReadFloats(tensor);
        return Array.TrueForAll(values, float.IsFinite)
            ? values
            : throw file.Error($"the tensor '{tensor.Name}' has values that are not finite numbers");
    }

    private static bool IsFromCaffe(string path, string hash) => CaffeHashes.Any(h =>
        hash.StartsWith(h, StringComparison.Ordinal)
        || Path.GetFileName(path).Contains(h, StringComparison.OrdinalIgnoreCase));

    private static void ReverseInputChannels(float[] kernel, int channels)
    {
        const int taps = 9;
        for (var start = 0; start < kernel.Length; start += channels * taps)
        {
            var blue = kernel.AsSpan(start, taps);
            var red = kernel.AsSpan(start + (channels - 1) * taps, taps);
            for (var i = 0; i < taps; i++)
            {
                (blue[i], red[i]) = (red[i], blue[i]);
            }
        }
    }
}
