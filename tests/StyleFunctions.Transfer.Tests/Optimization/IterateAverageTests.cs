using StyleFunctions.Transfer.Optimization;

namespace StyleFunctions.Transfer.Tests.Optimization;

public sealed class IterateAverageTests
{
    private const int Length = 21; // no multiple of a vector's width

    [Theory]
    [InlineData(0.99)]
    [InlineData(0.5)]
    [InlineData(0.9999)]
    public void Weighs_each_iterate_by_how_long_ago_it_was(double decay)
    {
        const int Count = 12;
        var average = new IterateAverage(Iterate(0), decay);
        for (var k = 1; k < Count; k++)
        {
            average.Add(Iterate(k));
        }

        var found = new float[Length];
        average.CopyTo(found);

        for (var i = 0; i < Length; i++)
        {
            var expected = Enumerable.Range(0, Count).Sum(ago =>
                (1 - decay) * Math.Pow(decay, ago) / (1 - Math.Pow(decay, Count)) * Iterate(Count - 1 - ago)[i]);
            Assert.Equal(expected, found[i], decay > 0.999 ? 1e-4 : 1e-6); // 1 - decay in float32 has fewer digits
        }
    }

    [Fact]
    public void After_one_iterate_is_that_iterate()
    {
        var found = new float[Length];
        new IterateAverage(Iterate(3), 0.99).CopyTo(found);
        Assert.All(found.Zip(Iterate(3)), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
    }

    [Fact]
    public void Without_decay_is_the_last_iterate_to_the_bit()
    {
        var average = new IterateAverage(Iterate(0), decay: 0);
        average.Add(Iterate(1));
        average.Add(Iterate(2));
        var found = new float[Length];
        average.CopyTo(found);
        Assert.Equal(Iterate(2), found);
    }

    private static float[] Iterate(int k) => [.. Enumerable.Range(0, Length).Select(i => (k * 7 + i * 3) % 13 / 13f)];
}
