using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Engines.Cpu;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Tests.Transfers;
using Xunit.Abstractions;

namespace StyleFunctions.Transfer.Tests.Networks;

public sealed class EmbeddedNetworkTests(ITestOutputHelper output)
{
    /// <summary>
    /// Changing the weights changes every picture made with them and the default preset that was tuned for them: look
    /// at the samples again before this is changed.
    /// </summary>
    private const string WeightsHash = "e1fb54031bba9ea0e2a5924524eb7e7b464aac0b3706ca4aae77968abdd7035a";

    private static readonly Lazy<IReadOnlyDictionary<string, FeatureMap>[]> _features = new(() =>
    {
        using var engine = new CpuEngine(SamplePictures.Network, Pooling.Average, Padding.Replicate, threads: 1);
        return [.. SamplePictures.All.Select(p => engine.Measure(p.At(128), [], Relus).Features)];
    });

    public static TheoryData<string> Layers => [.. Relus];

    private static string[] Relus =>
        [.. NetworkArchitecture.Embedded.Layers.Where(l => l.Kind == LayerKind.Relu).Select(l => l.Name)];

    [Fact]
    public void Has_the_weights_its_preset_was_tuned_for() => Assert.Equal(WeightsHash, SamplePictures.Network.Hash);

    /// <summary>The repeated edge of a flat picture is as flat as its middle: no frame is painted around it.</summary>
    [Theory]
    [MemberData(nameof(Layers))]
    public void A_flat_picture_has_no_border(string layer)
    {
        using var engine = new CpuEngine(SamplePictures.Network, Pooling.Average, Padding.Replicate, threads: 1);
        var flat = new Picture(64, 48, [.. Enumerable.Repeat(0.3f, 3 * 64 * 48)]);
        var map = engine.Measure(flat, [], [layer]).Features[layer];
        for (var channel = 0; channel < map.Channels; channel++)
        {
            var values = Channel(map, channel);
            Assert.All(values, v => Assert.Equal(values[0], v, 1e-3));
        }
    }

    /// <summary>Calibrated on the pictures it was trained on: others come near, not exact.</summary>
    [Theory]
    [MemberData(nameof(Layers))]
    public void Its_activations_on_pictures_are_near_the_size_it_was_calibrated_to(string layer)
    {
        var wanted = EmbeddedNetwork.ActivationSizes[layer[4] - '1'];
        foreach (var features in _features.Value)
        {
            var size = Math.Sqrt(features[layer].Values.Average(v => (double)v * v));
            output.WriteLine($"{layer}: {size / wanted:F2} of {wanted}");
            Assert.InRange(size, wanted / 2.5, wanted * 2.5);
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void No_channel_is_silent_on_every_sample(string layer)
    {
        var channels = _features.Value[0][layer].Channels;
        for (var channel = 0; channel < channels; channel++)
        {
            var loudest = _features.Value.Max(f => Channel(f[layer], channel).Max());
            Assert.True(loudest > 0.01, $"Channel {channel} of {layer} never exceeds {loudest}.");
        }
    }

    private static float[] Channel(FeatureMap map, int channel) =>
        map.Values[(channel * map.Height * map.Width)..((channel + 1) * map.Height * map.Width)];
}
