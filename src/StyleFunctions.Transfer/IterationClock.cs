using System.Diagnostics;
using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Optimization;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer;

/// <summary>Measures how long iterations take: real ones at small sizes, from which larger ones follow.</summary>
internal sealed class IterationClock(IEngine engine, TransferSettings settings, TransferMemory memory)
{
    // The largest picture that is evaluated for a trial; VGG-19 takes about a second for it.
    private const int LargestTrial = 512 * 512;
    private const int FewestTrials = 3;
    private static readonly TimeSpan _trialTime = TimeSpan.FromSeconds(0.5);

    // Until .NET has compiled the kernels with all optimisations.
    private static readonly TimeSpan _warmUpTime = TimeSpan.FromSeconds(2.5);

    // Values that an optimiser is tried on: as many as fit into no cache. And pairs of L-BFGS'.
    private const int UpdateValues = 1 << 20;
    private const int UpdatePairs = 8;

    private readonly bool _isAdam = settings.Optimizer == OptimizerKind.Adam;
    private bool _isWarm;
    private (double PerMultiplyAdd, double Preparation)? _largest;
    private (double PerValue, double PerPair)? _update;

    /// <summary>
    /// The seconds of an evaluation, of the step and average after it, and of making ready for all of them. Adam's step
    /// counts with the evaluation: a device is still at it when it returns, and it grows with the pixels as that does.
    /// </summary>
    public (double Evaluation, double Update, double Preparation) Measure(
        ScaleCost cost, TransferInputs inputs, CancellationToken cancellation)
    {
        if (cost.Scale.CanvasPixels <= LargestTrial)
        {
            var (evaluation, preparation) = Try(cost.Scale, cancellation);
            _largest = (evaluation / cost.MultiplyAdds, preparation);
            return (evaluation, Update(cost.Scale), preparation);
        }

        if (_largest is null)
        {
            var shrink = Math.Sqrt((double)LargestTrial / cost.Scale.CanvasPixels);
            var smallest = InputCheck.SmallestSize(engine.Network.Architecture, settings, inputs.Content);
            var size = Math.Max((int)(cost.Scale.Size * shrink), smallest);
            var trial = ScalePyramid.Scale(
                settings, inputs.Content.Width, inputs.Content.Height, size, cost.Scale.Iterations);
            var (evaluation, preparation) = Try(trial, cancellation);
            _largest = (evaluation / memory.Cost(trial).MultiplyAdds, preparation);
        }

        var (perMultiplyAdd, ready) = _largest.Value;
        return (perMultiplyAdd * cost.MultiplyAdds, Update(cost.Scale), ready);
    }

    private (double Evaluation, double Preparation) Try(TransferScale scale, CancellationToken cancellation)
    {
        var loss = StandInLoss.For(engine.Network.Architecture, settings, scale, hasValues: true);
        var terms = new LossTerms(loss);
        var pixels = Noise((int)(Picture.Channels * scale.CanvasPixels));
        var gradient = new float[_isAdam ? 0 : pixels.Length];
        var start = Stopwatch.GetTimestamp();
        using var objective = engine.Prepare(
            scale.CanvasWidth, scale.CanvasHeight, loss, memory.ForEvaluation(scale));
        using var descent = !_isAdam ? null : objective.Descend(
            pixels,
            new Adam(pixels.Length, Adam.DefaultStepSize),
            new IterateAverage(pixels, settings.AverageDecay));
        var times = new List<double>();
        var trialTime = _isWarm ? _trialTime : _warmUpTime;
        while (times.Count < FewestTrials || Stopwatch.GetElapsedTime(start) < trialTime)
        {
            var begin = Stopwatch.GetTimestamp();
            if (descent is null)
            {
                objective.Evaluate(pixels, gradient, terms, cancellation);
            }
            else
            {
                descent.Evaluate(terms, cancellation);
                descent.Step();
            }

            times.Add(Stopwatch.GetElapsedTime(begin).TotalSeconds);
        }

        // The rest, above all of the first trial, is the code's and the weights' being made ready, as in a real run.
        _isWarm = true;
        var evaluation = times[^((times.Count + 1) / 2)..].Order().ElementAt(times.Count / 4);
        var rest = Stopwatch.GetElapsedTime(start).TotalSeconds - (times.Count * evaluation);
        return (evaluation, Math.Max(rest, 0));
    }

    // The mean over a scale's iterations: L-BFGS takes longer the more it remembers.
    private double Update(TransferScale scale)
    {
        if (_isAdam)
        {
            return 0;
        }

        _update ??= LbfgsTimes();
        var (perValue, perPair) = _update.Value;
        double history = settings.History;
        double iterations = scale.Iterations;
        var pairs = iterations <= history ? iterations / 2 : history * (1 - (history / (2 * iterations)));
        return Picture.Channels * scale.CanvasPixels * (perValue + (pairs * perPair));
    }

    private static (double PerValue, double PerPair) LbfgsTimes()
    {
        var one = Time(new Lbfgs(1, Lbfgs.DefaultStepSize), 1);
        var many = Time(new Lbfgs(UpdatePairs, Lbfgs.DefaultStepSize), UpdatePairs);
        var perPair = Math.Max(many - one, 0) / (UpdatePairs - 1);
        return (Math.Max(one - perPair, 0), perPair);
    }

    // Seconds a value, of a step and the average.
    private static double Time(Lbfgs optimizer, int stepsBefore)
    {
        var pixels = Noise(UpdateValues);
        var gradient = new float[UpdateValues];
        var average = new IterateAverage(pixels, 0.9);
        var times = new List<double>();
        var steepness = Noise(UpdateValues);
        for (var i = 0; i < stepsBefore + 5; i++)
        {
            // An uneven bowl's: it takes many steps to the bottom, and L-BFGS remembers every one.
            for (var j = 0; j < gradient.Length; j++)
            {
                gradient[j] = steepness[j] * pixels[j];
            }

            var start = Stopwatch.GetTimestamp();
            optimizer.Step(pixels, gradient);
            average.Add(pixels);
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return times[^4..].Min() / UpdateValues;
    }

    private static float[] Noise(int length)
    {
        var generator = new SplitMix64(0);
        var values = new float[length];
        foreach (ref var value in values.AsSpan())
        {
            value = generator.NextUniform();
        }

        return values;
    }
}
