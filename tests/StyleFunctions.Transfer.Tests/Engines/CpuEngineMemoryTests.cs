using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Engines.Cpu;
using StyleFunctions.Transfer.Engines.Cpu.Convolutions;
using StyleFunctions.Transfer.Engines.Cpu.Kernels;
using StyleFunctions.Transfer.Engines.Cpu.Plans;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Tests.Generated;

namespace StyleFunctions.Transfer.Tests.Engines;

/// <summary>What the engine keeps between pictures of different sizes.</summary>
public sealed class CpuEngineMemoryTests
{
    private const int Size = 20;

    private static readonly string[] _layers = ["relu2_1"];

    private static readonly NetworkLayer _deepLayer =
        NetworkArchitecture.Embedded.Convolutions.Single(l => l.Name == "conv4_2");

    private static readonly NetworkLayer _firstLayer = NetworkArchitecture.Embedded.Convolutions.First();

    [Fact]
    public void Measuring_drops_filters_that_nobody_uses_where_they_do_not_fit_beside_the_plan()
    {
        using var engine = new CpuEngine(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate, threads: 1);
        long needed;
        using (var plan = EvaluationPlan.ForStatistics(engine, Size, Size, _layers, [], Cut.Whole))
        {
            needed = plan.Bytes;
        }

        // As a plan for another size has left them.
        var left = Filters(engine);
        Measure(engine, long.MaxValue);
        Assert.Same(left, Filters(engine));
        Measure(engine, needed + left.Bytes);
        Assert.Same(left, Filters(engine));
        Measure(engine, needed + left.Bytes - 1);
        Assert.NotSame(left, Filters(engine));
    }

    [Fact]
    public void Measuring_keeps_what_an_objective_uses()
    {
        using var engine = new CpuEngine(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate, threads: 1);
        var loss = new LossFunction
        {
            Style = [.. Measure(engine, long.MaxValue).Select(g => new StyleTarget(g.Key, 1, g.Value))],
            StyleWeight = 1,
        };
        using var objective = engine.Prepare(Size, Size, loss);
        var used = engine.DirectWeights(_firstLayer, isBackward: false, channelsInBlock: 1);
        Filters(engine);
        Measure(engine, memory: 0);
        Assert.Same(used, engine.DirectWeights(_firstLayer, isBackward: false, channelsInBlock: 1));
    }

    private static IReadOnlyDictionary<string, GramMatrix> Measure(CpuEngine engine, long memory) =>
        engine.Measure(GeneratedPictures.Make(Size, Size, 1000), _layers, [], memory).Grams;

    private static WinogradFilters Filters(CpuEngine engine) =>
        engine.WinogradFilters(_deepLayer, isBackward: true, WinogradMethod.F6);
}
