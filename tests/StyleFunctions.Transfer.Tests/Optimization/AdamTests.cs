using StyleFunctions.Transfer.Optimization;
using StyleFunctions.Transfer.Settings;
using Xunit.Abstractions;

namespace StyleFunctions.Transfer.Tests.Optimization;

public sealed class AdamTests(ITestOutputHelper output)
{
    public static TheoryData<string> Cases => PyTorchOptimizers.Names(OptimizerKind.Adam);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Takes_PyTorchs_steps(string name)
    {
        var (distance, step) = PyTorchOptimizers.Cases[name].FurthestFromPyTorch();
        output.WriteLine($"{name}: furthest off by {distance:E1} after step {step}");
        Assert.True(distance < 2e-6, $"A pixel is {distance:E1} from PyTorch's after step {step}.");
    }

    [Fact]
    public void Keeps_every_pixel_visible()
    {
        var iterates = PyTorchOptimizers.Cases["adam, long steps"].Run();
        Assert.All(iterates, pixels => Assert.All(pixels, p => Assert.InRange(p, 0f, 1f)));
        Assert.Contains(0f, iterates[^1]);
        Assert.Contains(1f, iterates[^1]);
    }

    [Fact]
    public void Gives_the_same_bytes_twice()
    {
        var test = PyTorchOptimizers.Cases["adam"];
        Assert.Equal(test.Run(), test.Run());
    }

    [Fact]
    public void Carries_its_memory_to_a_larger_picture()
    {
        // One long look at a picture whose gradient has a hard edge, along which a bicubic filter overshoots.
        var (small, large) = (new float[3 * 8 * 6], new float[3 * 13 * 10]);
        var gradient = small.Select((_, i) => i % 8 < 4 ? 1f : 0f).ToArray();
        var adam = new Adam(small.Length, 0.02);
        small.AsSpan().Fill(0.5f);
        for (var i = 0; i < 5; i++)
        {
            adam.Step(small, gradient);
        }

        adam.Resize(8, 6, 13, 10);

        large.AsSpan().Fill(0.5f);
        adam.Step(large, new float[large.Length]);
        Assert.All(Columns(large, 13, from: 0, to: 5), p => Assert.InRange(p, 0.47f, 0.495f)); // goes on moving
        Assert.All(Columns(large, 13, from: 10, to: 13), p => Assert.InRange(p, 0.4999f, 0.5001f)); // stays at rest
        Assert.DoesNotContain(large, float.IsNaN); // the root of a negative second moment
    }

    private static IEnumerable<float> Columns(float[] samples, int width, int from, int to) =>
        samples.Where((_, i) => i % width >= from && i % width < to);
}
