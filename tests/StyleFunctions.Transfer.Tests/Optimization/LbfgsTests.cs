using StyleFunctions.Transfer.Optimization;
using StyleFunctions.Transfer.Settings;
using Xunit.Abstractions;

namespace StyleFunctions.Transfer.Tests.Optimization;

public sealed class LbfgsTests(ITestOutputHelper output)
{
    public static TheoryData<string> Cases => PyTorchOptimizers.Names(OptimizerKind.Lbfgs);

    /// <summary>
    /// PyTorch's vectors are float64 here, ours float32 with sums in float64. Among the cases are pairs that fall out
    /// of a full history, pairs without curvature, and a problem posed in units of 255. There the first step is so
    /// short (1 / 255 over all pixels together) that the pixels' rounding is a part in a thousand of it.
    /// </summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Takes_PyTorchs_steps(string name)
    {
        var test = PyTorchOptimizers.Cases[name];
        var (distance, step) = test.FurthestFromPyTorch();
        output.WriteLine($"{name}: furthest off by {distance:E1} after step {step}");
        var bound = test.PixelRange > 1 ? 2e-4 : 2e-5;
        Assert.True(distance < bound, $"A pixel is {distance:E1} from PyTorch's after step {step}.");
    }

    [Fact]
    public void Gives_the_same_bytes_twice()
    {
        var test = PyTorchOptimizers.Cases["lbfgs, pairs rejected"];
        Assert.Equal(test.Run(), test.Run());
    }

    [Fact]
    public void Its_first_step_has_a_length_of_at_most_one_in_the_units_asked_for()
    {
        var gradient = Enumerable.Repeat(2f, 100).ToArray();
        Assert.Equal(0.01f, FirstStep(gradient, pixelRange: 1), 1e-7f); // 1 over 100 pixels
        Assert.Equal(0.01f / 100, FirstStep(gradient, pixelRange: 100), 1e-9f); // 1 in units of 1/100
        Assert.Equal(2f / (250 * 250), FirstStep(gradient, pixelRange: 250), 1e-9f); // 200/250: less than 1 as it is
    }

    [Fact]
    public void Another_picture_size_makes_it_begin_anew()
    {
        var test = PyTorchOptimizers.Cases["lbfgs, history 10"];
        var (used, fresh) = (test.Create(), test.Create());
        var pixels = test.Problem.StartPixels();
        for (var i = 0; i < 5; i++)
        {
            used.Step(pixels, test.Problem.Gradient(pixels));
        }

        used.Resize(2, 2, 3, 4);

        float[] afterUsed = new float[36], afterFresh = new float[36];
        for (var i = 0; i < 3; i++)
        {
            used.Step(afterUsed, Slope(afterUsed));
            fresh.Step(afterFresh, Slope(afterFresh));
        }

        Assert.Equal(afterFresh, afterUsed);

        static float[] Slope(float[] x) => [.. x.Select((value, i) => (1 + i % 3) * (value - 1))];
    }

    private static float FirstStep(float[] gradient, double pixelRange)
    {
        var pixels = new float[gradient.Length];
        new Lbfgs(10, 1, pixelRange).Step(pixels, gradient);
        return Assert.Single(pixels.Select(p => -p).Distinct());
    }
}
