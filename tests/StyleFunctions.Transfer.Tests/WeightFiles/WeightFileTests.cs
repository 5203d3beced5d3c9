using System.Security.Cryptography;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Networks.WeightFiles;

namespace StyleFunctions.Transfer.Tests.WeightFiles;

public sealed class WeightFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_of_Vgg19_that_ends_after_conv5_1_is_read()
    {
        var tensors = Tensors(NetworkArchitecture.Vgg19).TakeWhile(t => t.Name != "features.30.weight");
        var path = Write("vgg.safetensors", tensors);

        var network = WeightFile.Read(path, NetworkArchitecture.Vgg19);

        Assert.Same(NetworkArchitecture.Vgg19, network.Architecture);
        Assert.Equal(Preprocessing.Torchvision, network.Preprocessing);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), network.Hash);
        Assert.False(network.ReplicatesEverywhere);
        (string Name, int Place)[] some =
            [("conv1_1", 0), ("conv2_1", 5), ("conv3_4", 16), ("conv4_2", 21), ("conv5_1", 28)];
        foreach (var (name, n) in some)
        {
            var (kernel, bias) = network.Weights(name);
            Assert.Equal(Values($"features.{n}.weight", kernel.Length), kernel);
            Assert.Equal(Values($"features.{n}.bias", bias.Length), bias);
        }

        Assert.Throws<KeyNotFoundException>(() => network.Weights("conv5_2"));
    }

    [Fact]
    public void Other_tensors_are_ignored()
    {
        var path = Write("small.safetensors", [("classifier.0.weight", [2, 2], new float[4]), .. Small()]);

        var network = WeightFile.Read(path, NetworkArchitecture.Embedded);

        Assert.Equal(Values("features.20.bias", 192), network.Weights("conv5_1").Bias.AsSpan(0, 192).ToArray());
    }

    [Fact]
    public void A_missing_convolution_is_named()
    {
        var path = Write("small.safetensors", Small().Where(t => t.Name != "features.7.weight"));

        AssertError(
            path, $"'{path}' does not hold the weights of embedded: the tensor 'features.7.weight' is missing.");
    }

    [Fact]
    public void A_missing_bias_is_named()
    {
        var path = Write("small.safetensors", Small().Where(t => t.Name != "features.20.bias"));

        AssertError(path, $"'{path}' does not hold the weights of embedded: the tensor 'features.20.bias' is missing.");
    }

    [Fact]
    public void A_wrong_shape_is_named_with_both_shapes()
    {
        var path = Write(
            "small.safetensors",
            Small().Select(t => t.Name == "features.5.weight" ? (t.Name, [64, 32, 1, 9], t.Values) : t));

        AssertError(
            path,
            $"'{path}' does not hold the weights of embedded: "
            + "the tensor 'features.5.weight' should have the shape 64 x 32 x 3 x 3 and has 64 x 32 x 1 x 9.");
    }

    [Fact]
    public void Weights_of_another_network_are_refused()
    {
        var path = Write("small.safetensors", Small());

        var error = Assert.Throws<WeightFormatException>(() => WeightFile.Read(path, NetworkArchitecture.Vgg16));

        Assert.Contains(
            "'features.0.weight' should have the shape 64 x 3 x 3 x 3 and has 32 x 3 x 3 x 3", error.Message);
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_refused()
    {
        var tensors = Small();
        tensors.Single(t => t.Name == "features.2.bias").Values[31] = float.NaN;
        var path = Write("small.safetensors", tensors);

        AssertError(
            path,
            $"'{path}' cannot be read as weights: "
            + "the tensor 'features.2.bias' has values that are not finite numbers.");
    }

    [Theory]
    [InlineData("small.safetensors", WeightConvention.Auto, false)]
    [InlineData("small.safetensors", WeightConvention.Caffe, true)]
    [InlineData("vgg19-d01eb7cb.pth", WeightConvention.Auto, true)]
    [InlineData("my-VGG16-00B39A1B.pth", WeightConvention.Auto, true)]
    [InlineData("vgg19-d01eb7cb.pth", WeightConvention.Torchvision, false)]
    public void Caffe_s_weights_are_turned_to_RGB(string name, WeightConvention convention, bool isCaffe)
    {
        var network = WeightFile.Read(Write(name, Small()), NetworkArchitecture.Embedded, convention);

        Assert.Equal(isCaffe ? Preprocessing.Caffe : Preprocessing.Torchvision, network.Preprocessing);
        var stored = Values("features.0.weight", 32 * 27);
        var expected = isCaffe ? stored.Chunk(27).SelectMany(k => k[18..].Concat(k[9..18]).Concat(k[..9])) : stored;
        Assert.Equal(expected, network.Weights("conv1_1").Kernel);
        Assert.Equal(Values("features.2.weight", 32 * 32 * 9), network.Weights("conv1_2").Kernel);
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_input_error() =>
        Assert.Throws<FileNotFoundException>(
            () => WeightFile.Read(_folder["none.pth"], NetworkArchitecture.Vgg19));

    /// <summary>Numbers of a tensor's own.</summary>
    private static float[] Values(string name, int count)
    {
        var start = name.Aggregate(0, (sum, c) => (31 * sum + c) % 251);
        return [.. Enumerable.Range(0, count).Select(i => (float)((7L * i + start) % 251) / 64)];
    }

    private static (string Name, long[] Shape, float[] Values)[] Small() => [.. Tensors(NetworkArchitecture.Embedded)];

    private static IEnumerable<(string Name, long[] Shape, float[] Values)> Tensors(NetworkArchitecture architecture)
    {
        foreach (var (n, layer) in architecture.Layers.Index().Where(l => l.Item.Kind == LayerKind.Convolution))
        {
            var (weight, bias) = ($"features.{n}.weight", $"features.{n}.bias");
            var count = layer.OutputChannels * layer.InputChannels * 9;
            yield return (weight, [layer.OutputChannels, layer.InputChannels, 3, 3], Values(weight, count));
            yield return (bias, [layer.OutputChannels], Values(bias, layer.OutputChannels));
        }
    }

    private static void AssertError(string path, string message) => Assert.Equal(
        message,
        Assert.Throws<WeightFormatException>(() => WeightFile.Read(path, NetworkArchitecture.Embedded)).Message);

    private string Write(string name, IEnumerable<(string Name, long[] Shape, float[] Values)> tensors)
    {
        using var file = File.Create(_folder[name]);
        SafetensorsWriter.Write(file, [.. tensors]);
        return file.Name;
    }
}
