using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Optimization;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Tests.Generated;
using TorchSharp;

namespace StyleFunctions.Transfer.Torch.Tests;

/// <summary>Tensors that nobody frees would fill a GPU's memory long before .NET's collector sees why.</summary>
public sealed class DisposalTests
{
    private const int Width = 21;
    private const int Height = 18;

    [Theory]
    [InlineData(Pooling.Max, ErrorMeasure.ScaledSquare, TotalVariationKind.NinePoint)]
    [InlineData(Pooling.Average, ErrorMeasure.MeanSquare, TotalVariationKind.SumOfSquares)]
    [InlineData(Pooling.L2, ErrorMeasure.ScaledSquare, TotalVariationKind.NinePoint)]
    public void A_thousand_iterations_leave_no_tensor_behind(
        Pooling pooling, ErrorMeasure error, TotalVariationKind variation)
    {
        var atFirst = Live;
        using (var engine = new OwnedEngine(GeneratedWeights.Embedded, pooling, Padding.Replicate))
        {
            var loss = Loss(engine) with { Error = error, Tv = variation };
            using var objective = engine.Prepare(Width, Height, loss);
            var pixels = GeneratedPictures.Make(Width, Height, 1004).Samples;
            var (gradient, terms) = (new float[pixels.Length], new LossTerms(loss));
            objective.Evaluate(pixels, gradient, terms);

            var after = Live;
            for (var i = 0; i < 1000; i++)
            {
                objective.Evaluate(pixels, gradient, terms);
                Assert.Equal(after, Live);
            }
        }

        Assert.Equal(atFirst, Live);
    }

    [Fact]
    public void A_thousand_steps_on_the_device_leave_no_tensor_behind()
    {
        var atFirst = Live;
        using (var engine = new OwnedEngine(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate))
        {
            var loss = Loss(engine);
            using var objective = engine.Prepare(Width, Height, loss);
            var (pixels, terms) = (GeneratedPictures.Make(Width, Height, 1004).Samples, new LossTerms(loss));
            using var descent = objective.Descend(
                pixels, new Adam(pixels.Length, Adam.DefaultStepSize), new IterateAverage(pixels, 0.99));
            descent.Evaluate(terms);
            descent.Step();

            var after = Live;
            for (var i = 0; i < 1000; i++)
            {
                descent.Evaluate(terms);
                descent.Step();
                if (i % 50 == 0)
                {
                    descent.Fetch();
                }

                Assert.Equal(after, Live);
            }
        }

        Assert.Equal(atFirst, Live);
    }

    [Theory]
    [InlineData(Pooling.Max, ErrorMeasure.ScaledSquare)]
    [InlineData(Pooling.Average, ErrorMeasure.MeanSquare)]
    [InlineData(Pooling.L2, ErrorMeasure.ScaledSquare)]
    public void Nothing_is_collected_that_is_still_in_use(Pooling pooling, ErrorMeasure error)
    {
        using var engine = new OwnedEngine(GeneratedWeights.Embedded, pooling, Padding.Replicate);
        var loss = Loss(engine) with { Error = error };
        using var objective = engine.Prepare(Width, Height, loss);
        var expected = Paint(objective, loss);
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            for (var i = 0; i < 3; i++)
            {
                Assert.Equal(expected, Paint(objective, loss));
            }
        }
        finally
        {
            stop.Cancel();
            collector.Join();
        }
    }

    [Fact]
    public void An_estimate_times_whole_iterations_and_leaves_no_tensor_behind()
    {
        var atFirst = Live;
        using (var engine = new OwnedEngine(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate))
        {
            var inputs = new TransferInputs(
                GeneratedPictures.Make(46, 34, 1000), [GeneratedPictures.Make(32, 32, 1002)]);
            var settings = new TransferSettings { Size = 46, MinSize = 46, Iterations = 10 };

            var scale = Assert.Single(TransferEstimate.For(engine, inputs, settings).Scales);

            Assert.True(scale.Iteration > TimeSpan.Zero);
            Assert.True(scale.Time >= 10 * scale.Iteration);
        }

        Assert.Equal(atFirst, Live);
    }

    [Fact]
    public void An_evaluation_that_is_given_up_leaves_no_tensor_behind_and_disturbs_nothing()
    {
        using var engine = new OwnedEngine(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        var loss = Loss(engine);
        using var objective = engine.Prepare(Width, Height, loss);
        var pixels = GeneratedPictures.Make(Width, Height, 1004).Samples;
        var (expected, gradient) = (new float[pixels.Length], new float[pixels.Length]);
        var terms = new LossTerms(loss);
        objective.Evaluate(pixels, expected, terms);
        var (total, live) = (terms.Total, Live);

        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => objective.Evaluate(pixels, gradient, terms, stop.Token));

        Assert.Equal(live, Live);
        objective.Evaluate(pixels, gradient, terms, CancellationToken.None);
        Assert.Equal(total, terms.Total);
        Assert.Equal(expected, gradient);
    }

    [Fact]
    public void Engines_of_one_device_share_the_networks_weights()
    {
        using var device = OwnedEngine.Open();
        var picture = GeneratedPictures.Make(Width, Height, 1000);
        using var first = device.MakeEngine(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate);
        first.Measure(picture, ["relu4_1"], []);
        var before = Live;

        using (var second = device.MakeEngine(GeneratedWeights.Embedded, Pooling.Average, Padding.Zero))
        {
            var own = Live - before;
            second.Measure(picture, ["relu4_1"], []);
            Assert.Equal(own, Live - before);
        }

        Assert.Equal(before, Live);
    }

    [Fact]
    public void Engines_of_two_networks_live_side_by_side()
    {
        var atFirst = Live;
        var picture = GeneratedPictures.Make(Width, Height, 1000);
        using (var device = OwnedEngine.Open())
        using (var first = device.MakeEngine(GeneratedWeights.Embedded, Pooling.Max, Padding.Replicate))
        {
            var before = first.Measure(picture, ["relu2_1"], []).Grams["relu2_1"].Values;
            using var second = device.MakeEngine(GeneratedWeights.Vgg19, Pooling.Max, Padding.Replicate);
            second.Measure(picture, ["relu1_2"], []);

            Assert.Equal(before, first.Measure(picture, ["relu2_1"], []).Grams["relu2_1"].Values);
        }

        Assert.Equal(atFirst, Live);
    }

    private static float[] Paint(IObjective objective, LossFunction loss)
    {
        var (pixels, terms) = (GeneratedPictures.Make(Width, Height, 1004).Samples, new LossTerms(loss));
        using var descent = objective.Descend(
            pixels, new Adam(pixels.Length, Adam.DefaultStepSize), new IterateAverage(pixels, 0.99));
        for (var i = 0; i < 50; i++)
        {
            descent.Evaluate(terms);
            descent.Step();
        }

        descent.Fetch();
        return pixels;
    }

    private static long Live => DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    private static LossFunction Loss(OwnedEngine engine)
    {
        var content = engine.Measure(GeneratedPictures.Make(Width, Height, 1000), [], ["relu2_2"]).Features;
        var style = engine.Measure(GeneratedPictures.Make(30, 25, 1002), ["relu1_1", "conv3_1"], []).Grams;
        return new LossFunction
        {
            Content = [.. content.Select(c => new ContentTarget(c.Key, 1, c.Value))],
            Style = [.. style.Select(s => new StyleTarget(s.Key, 0.5, s.Value))],
            ContentWeight = 0.015,
            StyleWeight = 1,
            TvWeight = 2,
        };
    }
}
