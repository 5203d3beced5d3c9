using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Tests.Generated;
using StyleFunctions.Transfer.Tests.Reference;
using Xunit.Abstractions;

namespace StyleFunctions.Transfer.Tests.Engines;

/// <summary>What an engine measures in a picture is what the float64 reference measures.</summary>
public abstract class EngineStatisticsContract(ITestOutputHelper output) : EngineContract(output)
{
    [Theory]
    [InlineData(Pooling.Max, Padding.Replicate)]
    [InlineData(Pooling.Average, Padding.Zero)]
    [InlineData(Pooling.AverageUnscaled, Padding.Zero)]
    [InlineData(Pooling.L2, Padding.Replicate)]
    public void Statistics_of_every_layer_agree(Pooling pooling, Padding padding)
    {
        var layers = NetworkArchitecture.Embedded.Layers.Select(l => l.Name).ToArray();
        using var engine = Create(GeneratedWeights.Embedded, pooling, padding);
        AssertAgrees(engine, new ReferenceNetwork(GeneratedWeights.Embedded, pooling, padding), 45, 34, layers);
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(17, 31)]
    [InlineData(130, 21)]
    [InlineData(70, 83)]
    public void Statistics_of_every_size_agree(int width, int height)
    {
        using var engine = Create(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        var reference = new ReferenceNetwork(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        AssertAgrees(engine, reference, width, height, ["relu1_1", "pool1", "conv3_1", "relu4_1", "relu5_1"]);
    }

    [Fact]
    public void Statistics_of_full_width_agree()
    {
        using var engine = Create(GeneratedWeights.Vgg19, Pooling.Max, Padding.Replicate);
        var reference = new ReferenceNetwork(GeneratedWeights.Vgg19, Pooling.Max, Padding.Replicate);
        AssertAgrees(engine, reference, 33, 21, ["relu1_1", "relu2_1", "relu3_1", "conv4_2", "relu4_2", "relu5_1"]);
    }

    [Fact]
    public void Measuring_one_layer_or_many_gives_the_same_bytes()
    {
        var picture = GeneratedPictures.Make(52, 39, 1000);
        var layers = NetworkArchitecture.Embedded.Layers.Select(l => l.Name).ToArray();
        using var engine = Create(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        var all = engine.Measure(picture, layers, layers);
        foreach (var layer in layers)
        {
            var one = engine.Measure(picture, [layer], [layer]);
            Assert.Equal(layer, Assert.Single(one.Grams).Key);
            Assert.Equal(layer, Assert.Single(one.Features).Key);
            Assert.Equal(all.Grams[layer].Values, one.Grams[layer].Values);
            Assert.Equal(all.Features[layer].Values, one.Features[layer].Values);
        }
    }

    [Fact]
    public void Gram_matrices_are_symmetric_to_the_bit()
    {
        using var engine = Create(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        var grams = engine.Measure(GeneratedPictures.Make(37, 26, 1000), ["relu1_1", "conv3_2", "relu5_1"], []).Grams;
        foreach (var (channels, values) in grams.Values)
        {
            for (var c = 0; c < channels; c++)
            {
                for (var d = 0; d < c; d++)
                {
                    Assert.Equal(values[(c * channels) + d], values[(d * channels) + c]);
                }
            }
        }
    }

    private static void AssertAgrees(
        IEngine engine,
        ReferenceNetwork reference,
        int width,
        int height,
        string[] layers)
    {
        var picture = GeneratedPictures.Make(width, height, 1000);
        var expected = ReferenceObjective.Measure(reference, ReferencePicture.Tensor(picture), layers, layers);
        var found = engine.Measure(picture, layers, layers);
        foreach (var layer in layers)
        {
            Assert.Equal(expected.Grams[layer].Channels, found.Grams[layer].Channels);
            AssertClose(expected.Grams[layer].Values, found.Grams[layer].Values, $"Gram matrix of {layer}");
            var (map, foundMap) = (expected.Features[layer], found.Features[layer]);
            Assert.Equal((map.Channels, map.Height, map.Width), (foundMap.Channels, foundMap.Height, foundMap.Width));
            AssertClose(map.Values, foundMap.Values, $"Features of {layer}");
        }
    }

    // The root of the squared errors' sum, over that of the values'.
    private static void AssertClose(float[] expected, float[] found, string what)
    {
        Assert.Equal(expected.Length, found.Length);
        var error = Math.Sqrt(expected.Zip(found, (e, f) => ((double)e - f) * ((double)e - f)).Sum());
        var size = Math.Sqrt(expected.Sum(e => (double)e * e));
        Assert.True(error <= 1e-5 * size, $"{what}: {error / size:E1} off.");
    }
}
