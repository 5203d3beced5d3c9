using System.Diagnostics;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Optimization;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Tests.Generated;
using StyleFunctions.Transfer.Tests.Reference;
using Xunit.Abstractions;

namespace StyleFunctions.Transfer.Tests.Engines;

/// <summary>Wherever an engine moves pixels by Adam, it takes Adam's steps, and leaves what Adam leaves.</summary>
public abstract class EngineDescentContract(ITestOutputHelper output) : EngineContract(output)
{
    private const int Width = 45;
    private const int Height = 34;
    private const int Steps = 20;
    private const double Decay = 0.9;

    // A pixel's last bit is 6e-8, and a step 0.02.
    private const double PixelBound = 2e-7;

    private static readonly LossFunction _loss = ContractLosses.Default(
        new ReferenceNetwork(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate), Width, Height);

    [Fact]
    public void Each_step_is_Adams_and_the_average_takes_it_in()
    {
        using var engine = Create();
        using var objective = engine.Prepare(Width, Height, _loss);
        var (found, terms) = (new Iterate(), new LossTerms(_loss));
        using var descent = found.Descend(objective);
        for (var i = 0; i < Steps; i++)
        {
            var expected = found.Copy();
            var (losses, gradient) = Evaluate(objective, _loss, expected.Pixels);
            expected.Adam.Step(expected.Pixels, gradient);
            expected.Average.Add(expected.Pixels);

            descent.Evaluate(terms);
            descent.Step();
            descent.Fetch();

            Assert.Equal(losses.Named, NamedLosses.From(terms).Named);
            AssertNear(expected.Pixels, found.Pixels, PixelBound);
            var (wanted, had) = (expected.Adam.Save(), found.Adam.Save());
            Assert.Equal(wanted.Numbers, had.Numbers);
            AssertNear(wanted.Tensors["mean"], had.Tensors["mean"], 1e-6 * Largest(wanted.Tensors["mean"]));
            AssertNear(wanted.Tensors["variance"], had.Tensors["variance"], 1e-6 * Largest(wanted.Tensors["variance"]));
            Assert.Equal(expected.Average.Save().Numbers, found.Average.Save().Numbers);
            AssertNear(expected.Average.Save().Tensors["sum"], found.Average.Save().Tensors["sum"], PixelBound);
        }
    }

    [Fact]
    public void Fetched_or_not_and_begun_anew_or_not_it_goes_on_to_the_same_bytes()
    {
        using var engine = Create();
        using var objective = engine.Prepare(Width, Height, _loss);
        var (whole, looked, handed) = (new Iterate(), new Iterate(), new Iterate());
        whole.Run(objective, Steps, fetchesEach: false);
        looked.Run(objective, Steps, fetchesEach: true);
        for (var i = 0; i < Steps; i++)
        {
            handed.Run(objective, 1, fetchesEach: false);
            handed = handed.Copy();
        }

        AssertSame(whole, looked);
        AssertSame(whole, handed);
    }

    [Fact]
    public void Moving_between_the_engine_and_the_process_at_every_step_ends_at_the_same_losses()
    {
        using var engine = Create();
        using var objective = engine.Prepare(Width, Height, _loss);
        var (alternating, whole) = (new Iterate(), new Iterate());
        whole.RunInProcess(objective, Steps);
        for (var i = 0; i < Steps; i += 2)
        {
            alternating.Run(objective, 1, fetchesEach: false);
            alternating.RunInProcess(objective, 1);
        }

        var (expected, found) = (
            Evaluate(objective, _loss, whole.Pixels).Losses.Total,
            Evaluate(objective, _loss, alternating.Pixels).Losses.Total);
        Assert.InRange(found / expected, 0.999, 1.001);
    }

    [Fact]
    public void An_evaluation_that_is_given_up_leaves_everything_as_it_was()
    {
        using var engine = Create();
        using var objective = engine.Prepare(Width, Height, _loss);
        var (found, terms) = (new Iterate(), new LossTerms(_loss));
        using var descent = found.Descend(objective);
        descent.Evaluate(terms);
        descent.Step();
        descent.Fetch();
        var before = found.Copy();
        var start = Stopwatch.GetTimestamp();
        descent.Evaluate(terms);
        var whole = Stopwatch.GetElapsedTime(start);

        // Before it begins, and at ever later moments of it.
        for (var eighths = 0; eighths < 8; eighths++)
        {
            using var stop = new CancellationTokenSource();
            var stopping = new Thread(() =>
            {
                var begin = Stopwatch.GetTimestamp();
                SpinWait.SpinUntil(() => Stopwatch.GetElapsedTime(begin) >= whole * eighths / 8);
                stop.Cancel();
            });
            stopping.Start();
            if (eighths == 0)
            {
                stopping.Join();
            }

            var failure = Record.Exception(() => descent.Evaluate(terms, stop.Token));
            stopping.Join();
            descent.Fetch();

            Assert.True(failure is OperationCanceledException || (failure is null && eighths > 0));
            AssertSame(before, found);
        }

        descent.Evaluate(terms, CancellationToken.None);
        descent.Step();
        descent.Fetch();
        before.Run(objective, 1, fetchesEach: false);
        AssertSame(before, found);
    }

    private IEngine Create() => Create(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);

    private static double Largest(float[] values) => values.Max(v => Math.Abs((double)v));

    private static void AssertNear(float[] expected, float[] found, double bound) =>
        Assert.All(expected.Zip(found), p => Assert.InRange(Math.Abs((double)p.First - p.Second), 0, bound));

    private static void AssertSame(Iterate expected, Iterate found)
    {
        Assert.Equal(expected.Pixels, found.Pixels);
        Assert.Equal(expected.Adam.Save().Tensors, found.Adam.Save().Tensors);
        Assert.Equal(expected.Adam.Save().Numbers, found.Adam.Save().Numbers);
        Assert.Equal(expected.Average.Save().Tensors, found.Average.Save().Tensors);
        Assert.Equal(expected.Average.Save().Numbers, found.Average.Save().Numbers);
    }

    /// <summary>Pixels with all that is remembered of their way.</summary>
    private sealed class Iterate
    {
        public Iterate()
        {
            Pixels = [.. ContractLosses.Start(Width, Height).Samples];
            Adam = new Adam(Pixels.Length, Adam.DefaultStepSize);
            Average = new IterateAverage(Pixels, Decay);
        }

        public float[] Pixels { get; private init; }

        public Adam Adam { get; }

        public IterateAverage Average { get; }

        public IDescent Descend(IObjective objective) => objective.Descend(Pixels, Adam, Average);

        public void Run(IObjective objective, int steps, bool fetchesEach)
        {
            using var descent = Descend(objective);
            Run(descent, steps, fetchesEach);
        }

        public void RunInProcess(IObjective objective, int steps)
        {
            using var descent = new HostDescent(objective, Pixels, Adam, Average);
            Run(descent, steps, fetchesEach: false);
        }

        /// <summary>As from a checkpoint.</summary>
        public Iterate Copy()
        {
            var copy = new Iterate { Pixels = [.. Pixels] };
            copy.Adam.Restore(Copy(Adam.Save()), Pixels.Length);
            copy.Average.Restore(Copy(Average.Save()));
            return copy;
        }

        private static void Run(IDescent descent, int steps, bool fetchesEach)
        {
            var terms = new LossTerms(_loss);
            for (var i = 0; i < steps; i++)
            {
                descent.Evaluate(terms);
                descent.Step();
                if (fetchesEach || i == steps - 1)
                {
                    descent.Fetch();
                }
            }
        }

        private static SavedState Copy(SavedState state) =>
            state with { Tensors = state.Tensors.ToDictionary(t => t.Key, t => t.Value.ToArray()) };
    }
}
