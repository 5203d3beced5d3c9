using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Tests.Generated;

namespace StyleFunctions.Transfer.Tests.Fixtures;

/// <summary>What make-pytorch-losses.py wrote: losses and pixel gradients by PyTorch's autograd in float64.</summary>
internal sealed record PyTorchLosses(
    string WeightsSha256,
    string PicturesSha256,
    IReadOnlyList<string> StyleLayers,
    string ContentLayer,
    IReadOnlyDictionary<string, PyTorchCase> Cases)
{
    private static readonly JsonSerializerOptions _options = new() { Converters = { new JsonStringEnumConverter() } };

    private static readonly Lazy<PyTorchLosses> _all = new(() =>
        JsonSerializer.Deserialize<PyTorchLosses>(FixtureFile.Read("pytorch-losses.json"), _options)!);

    public static PyTorchLosses All => _all.Value;

    public static Picture Content { get; } = GeneratedPictures.Make(51, 37, 1000);

    public static Picture Style { get; } = GeneratedPictures.Make(43, 57, 1002);

    public static Picture Start { get; } = GeneratedPictures.Make(51, 37, 1180);

    public static float[] Gradient(string name) =>
        MemoryMarshal.Cast<byte, float>(FixtureFile.Read($"pytorch-gradient-{name}.bin")).ToArray();

    /// <summary>SHA-256 of arrays of float32, one after the other, in lower-case hexadecimal.</summary>
    public static string Digest(IEnumerable<float[]> arrays) =>
        Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<float>([.. arrays.SelectMany(a => a)])));
}

/// <summary>The settings of one case and the losses PyTorch found.</summary>
internal sealed record PyTorchCase(
    string Preprocessing,
    Pooling Pooling,
    Padding Padding,
    ErrorMeasure Error,
    GramNormalization Gram,
    TotalVariationKind Tv,
    double ContentWeight,
    double StyleWeight,
    double TvWeight,
    double PixelRange,
    IReadOnlyList<double> StyleLayerWeights,
    NamedLosses Losses)
{
    public Network Network => Preprocessing == "Caffe"
        ? GeneratedWeights.WithPreprocessing(GeneratedWeights.Vgg19, Transfer.Networks.Preprocessing.Caffe)
        : GeneratedWeights.Vgg19;

    /// <summary>The loss with targets as an engine, or the reference, measured them.</summary>
    public LossFunction Loss(FeatureMap content, IReadOnlyDictionary<string, GramMatrix> style) => new()
    {
        Content = [new ContentTarget(PyTorchLosses.All.ContentLayer, 1, content)],
        Style = [.. PyTorchLosses.All.StyleLayers.Zip(StyleLayerWeights, (l, w) => new StyleTarget(l, w, style[l]))],
        ContentWeight = ContentWeight,
        StyleWeight = StyleWeight,
        TvWeight = TvWeight,
        Error = Error,
        Gram = Gram,
        Tv = Tv,
        PixelRange = PixelRange,
    };
}
