using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Tests;
using StyleFunctions.Transfer.Tests.Engines;
using StyleFunctions.Transfer.Tests.Generated;
using StyleFunctions.Transfer.Tests.Reference;
using StyleFunctions.Transfer.Torch.Devices;
using StyleFunctions.Transfer.Torch.Errors;
using TorchSharp;
using Xunit.Abstractions;

namespace StyleFunctions.Transfer.Torch.Tests;

/// <summary>How far each precision is from the float64 reference.</summary>
public sealed class PrecisionTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(GpuPrecision.Full, 1e-5, 1e-6)]
    [InlineData(GpuPrecision.BFloat16, 0.02, 0.01)]
    public void Losses_and_gradient_stay_near_the_reference(
        GpuPrecision precision, double losses, double oneMinusCosine)
    {
        foreach (var pooling in Enum.GetValues<Pooling>())
        {
            AssertNear(precision, pooling, losses, oneMinusCosine);
        }
    }

    [GpuTheory]
    [InlineData(GpuPrecision.Tf32, 1e-2, 1e-3)]
    [InlineData(GpuPrecision.Half, 1e-2, 1e-3)]
    public void So_they_do_where_only_a_GPU_computes(GpuPrecision precision, double losses, double oneMinusCosine)
    {
        foreach (var pooling in Enum.GetValues<Pooling>())
        {
            AssertNear(precision, pooling, losses, oneMinusCosine);
        }
    }

    [Fact]
    public void The_engines_name_tells_the_precision()
    {
        using var full = OwnedEngine.Open();
        using var brain = OwnedEngine.Open(GpuPrecision.BFloat16);
        Assert.EndsWith("-full", full.EngineName, StringComparison.Ordinal);
        Assert.EndsWith("-bfloat16", brain.EngineName, StringComparison.Ordinal);
        Assert.Contains(torch.__version__, full.EngineName, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_of_16_bits_neither_fades_nor_overflows()
    {
        // An error at a deep layer, ten thousand million times fainter than the one at the next, and that one fades on.
        float[] faint = [1e-12f, -3e-12f, 0, 2e-12f];
        float[] strong = [0.03f, 0.01f, -0.07f, 5e-6f];
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        var gradient = new FlowingGradient(torch.ScalarType.Float16);
        gradient.Add(HostTensor.Of(faint, 1, 1, 2, 2));
        AssertNear(faint, Arrived(gradient));

        gradient.Add(HostTensor.Of(strong, 1, 1, 2, 2));
        AssertNear([.. faint.Zip(strong, (f, s) => f + s)], Arrived(gradient));

        gradient.Pass(values =>
        {
            using (values)
            {
                return values.mul(1e-3);
            }
        });
        gradient.Add(HostTensor.Of([1e9f, 0, 0, 0], 1, 1, 2, 2));
        Assert.InRange(Arrived(gradient)[0], 0.999e9f, 1.001e9f);

        gradient.Dispose();
        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static float[] Arrived(FlowingGradient gradient)
    {
        using var arrived = gradient.Arrived();
        return HostTensor.Array(arrived);
    }

    private static void AssertNear(float[] expected, float[] found) =>
        Assert.All(expected.Zip(found), p => Assert.InRange(
            p.Second, p.First - (1e-3f * Math.Abs(p.First)), p.First + (1e-3f * Math.Abs(p.First))));

    private void AssertNear(GpuPrecision precision, Pooling pooling, double losses, double oneMinusCosine)
    {
        var reference = new ReferenceNetwork(GeneratedWeights.Embedded, pooling, Padding.Replicate);
        using var engine = new OwnedEngine(GeneratedWeights.Embedded, pooling, Padding.Replicate, precision);
        var loss = ContractLosses.Default(reference, 99, 66);
        var picture = ContractLosses.Start(99, 66);
        var expected = ReferenceObjective.Evaluate(reference, loss, ReferencePicture.Tensor(picture));
        using var objective = engine.Prepare(99, 66, loss);
        var (gradient, terms) = (new float[picture.Samples.Length], new LossTerms(loss));
        objective.Evaluate(picture.Samples, gradient, terms);

        var agreement = Agreement.Between(
            expected.Losses, expected.Gradient.Values, NamedLosses.From(terms), gradient);
        output.WriteLine($"{precision}, {pooling}: {agreement}");
        Assert.InRange(agreement.LossError, 0, losses);
        Assert.InRange(agreement.OneMinusCosine, double.MinValue, oneMinusCosine);
    }
}
