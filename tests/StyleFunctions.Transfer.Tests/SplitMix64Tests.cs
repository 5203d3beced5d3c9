namespace StyleFunctions.Transfer.Tests;

public sealed class SplitMix64Tests
{
    /// <summary>The numbers of the reference implementation (Vigna's splitmix64.c) from seed 1234567.</summary>
    [Fact]
    public void Gives_the_published_numbers()
    {
        var generator = new SplitMix64(1234567);
        ulong[] expected =
        [
            6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821,
        ];
        Assert.Equal(expected, expected.Select(_ => generator.Next()));
    }

    [Fact]
    public void Uniform_numbers_fill_the_interval_evenly()
    {
        var generator = new SplitMix64(1);
        var numbers = Enumerable.Range(0, 20_000).Select(_ => (double)generator.NextUniform()).ToArray();
        Assert.All(numbers, n => Assert.True(n is >= 0 and < 1));
        Assert.Equal(0.5, numbers.Average(), 0.01);
        Assert.All(Enumerable.Range(0, 10), tenth =>
            Assert.InRange(numbers.Count(n => (int)(n * 10) == tenth), 1800, 2200));
    }

    [Fact]
    public void Normal_numbers_have_mean_0_and_variance_1()
    {
        var generator = new SplitMix64(1);
        var numbers = Enumerable.Range(0, 20_000).Select(_ => (double)generator.NextNormal()).ToArray();
        Assert.Equal(0, numbers.Average(), 0.03);
        Assert.Equal(1, numbers.Average(n => n * n), 0.03);
        Assert.Equal(0.6827, numbers.Count(n => Math.Abs(n) < 1) / 20_000.0, 0.02);
    }
}
