using System.Globalization;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Engines.Cpu;
using StyleFunctions.Transfer.Engines.Cpu.Plans;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Bench;

/// <summary>What each way to cut a picture takes, by its plan: nothing is computed.</summary>
internal static class CutTable
{
    public static int Run(EngineOptions options)
    {
        using var engine = new CpuEngine(
            BenchmarkNetwork.Make(), BenchmarkNetwork.Settings.Pooling, BenchmarkNetwork.Settings.Padding, threads: 1);
        foreach (var size in options.Sizes)
        {
            var work = 0.0;
            foreach (var cut in Cut.All.Prepend(Cut.Whole))
            {
                var (bytes, multiplyAdds) = Plan(engine, size, cut);
                work = work == 0 ? multiplyAdds : work;
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"cut {size} {cut} {bytes / 1e6:F0} {multiplyAdds / work:F2}"));
            }
        }

        return 0;
    }

    private static (long Bytes, double MultiplyAdds) Plan(CpuEngine engine, PictureSize size, Cut cut)
    {
        var loss = BenchmarkNetwork.Loss(layer => Features(layer, size), Gram);
        using var plan = EvaluationPlan.ForLoss(engine, size.Height, size.Width, loss, cut);
        return (plan.Bytes, plan.Forward.Concat(plan.Backward).Sum(s => s.MultiplyAdds));
    }

    // Without values: plans ask for the size alone.
    private static FeatureMap Features(string name, PictureSize size)
    {
        var layer = NetworkArchitecture.Vgg19.Layer(name);
        return new FeatureMap(layer.OutputChannels, size.Height / layer.Stride, size.Width / layer.Stride, []);
    }

    private static GramMatrix Gram(string name) => new(NetworkArchitecture.Vgg19.Layer(name).OutputChannels, []);
}
