using StyleFunctions.Transfer.Engines.Cpu;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Tests.Generated;

namespace StyleFunctions.Transfer.Tests.Engines;

/// <summary>However many threads compute, the bytes are the same.</summary>
public sealed class CpuEngineThreadTests
{
    private static readonly string[] _styleLayers = ["relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1"];

    [Theory]
    [InlineData(Pooling.Max, 16, 16)]
    [InlineData(Pooling.Max, 213, 150)]
    [InlineData(Pooling.Average, 150, 213)]
    [InlineData(Pooling.L2, 61, 47)]
    [InlineData(Pooling.Max, 420, 260)] // In bands.
    public void The_embedded_shape_gives_the_same_bytes(Pooling pooling, int width, int height) =>
        AssertSameBytes(GeneratedWeights.Embedded, pooling, width, height);

    [Theory]
    [InlineData(19, 17)]
    [InlineData(131, 75)]
    public void Full_width_gives_the_same_bytes(int width, int height) =>
        AssertSameBytes(GeneratedWeights.Vgg19, Pooling.Max, width, height);

    // Small pictures keep all values of their filters unless memory is short.
    [Fact]
    public void Full_width_gives_the_same_bytes_where_filters_are_made_as_they_are_needed() =>
        AssertSameBytes(GeneratedWeights.Vgg19, Pooling.Max, 131, 75, memory: 0);

    // Most of them find nothing left to do.
    [Fact]
    public void Many_threads_give_the_same_bytes() =>
        AssertSameBytes(GeneratedWeights.Embedded, Pooling.Max, 47, 61, threadCounts: 64);

    private static void AssertSameBytes(
        Network network,
        Pooling pooling,
        int width,
        int height,
        long memory = long.MaxValue,
        params int[] threadCounts)
    {
        var one = Compute(network, pooling, width, height, memory, threads: 1);
        foreach (var threads in threadCounts is [] ? [2, 3, 5] : threadCounts)
        {
            var many = Compute(network, pooling, width, height, memory, threads);
            Assert.Equal(one.Count, many.Count);
            foreach (var (name, bits) in one)
            {
                Assert.True(bits.AsSpan().SequenceEqual(many[name]), $"{name} differs between 1 thread and {threads}.");
            }
        }
    }

    private static Dictionary<string, long[]> Compute(
        Network network,
        Pooling pooling,
        int width,
        int height,
        long memory,
        int threads)
    {
        using var engine = new CpuEngine(network, pooling, Padding.Replicate, threads);
        var style = engine.Measure(GeneratedPictures.Make(height, width, 1002), _styleLayers, [], memory);
        var content = engine.Measure(GeneratedPictures.Make(width, height, 1000), [], ["relu4_2"], memory);
        var loss = new LossFunction
        {
            Content = [new ContentTarget("relu4_2", 1, content.Features["relu4_2"])],
            Style = [.. _styleLayers.Select(l => new StyleTarget(l, 0.2, style.Grams[l]))],
            ContentWeight = 0.015,
            StyleWeight = 1,
            TvWeight = 2,
        };
        using var objective = engine.Prepare(width, height, loss, memory);
        var gradient = new float[3 * width * height];
        var terms = new LossTerms(loss);
        objective.Evaluate(GeneratedPictures.Make(width, height, 1004).Samples, gradient, terms);

        var results = style.Grams.ToDictionary(g => $"The Gram matrix of {g.Key}", g => Bits(g.Value.Values));
        results.Add("The content's feature map", Bits(content.Features["relu4_2"].Values));
        results.Add("The gradient", Bits(gradient));
        var losses = NamedLosses.From(terms).Named.Select(l => BitConverter.DoubleToInt64Bits(l.Value));
        results.Add("The losses", [.. losses]);
        return results;
    }

    private static long[] Bits(float[] values) => [.. values.Select(v => (long)BitConverter.SingleToInt32Bits(v))];
}
