using System.Globalization;
using StyleFunctions.Transfer;
using StyleFunctions.Transfer.Engines.Cpu;
using StyleFunctions.Transfer.Engines.Cpu.Plans;
using StyleFunctions.Transfer.Losses;
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
            var scale = new TransferScale(Math.Max(size.Width, size.Height), size.Width, size.Height, Iterations: 1);
            var loss = StandInLoss.For(NetworkArchitecture.Vgg19, BenchmarkNetwork.Settings, scale, hasValues: false);
            var work = 0.0;
            foreach (var cut in Cut.All.Prepend(Cut.Whole))
            {
                using var plan = EvaluationPlan.ForLoss(engine, size.Height, size.Width, loss, cut);
                work = work == 0 ? plan.MultiplyAdds : work;
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"cut {size} {cut} {plan.Bytes / 1e6:F0} {plan.MultiplyAdds / work:F2}"));
            }
        }

        return 0;
    }
}
