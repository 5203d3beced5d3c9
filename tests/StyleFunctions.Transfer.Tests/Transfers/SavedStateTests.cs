using StyleFunctions.Transfer.Optimization;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Tests.Transfers;

/// <summary>A transfer's state, taken over by another transfer, leads to the same bytes.</summary>
public sealed class SavedStateTests
{
    private const int Iterations = 9; // 5 at the first scale, 4 at the second

    private static readonly TransferInputs _inputs = new(SamplePictures.Harbour, [SamplePictures.Brushwork]);

    private static readonly TransferSettings _settings = SmallTransfer.Settings with
    {
        Size = 68,
        MinSize = 48,
        InitialIterations = 5,
        Iterations = 4,
        History = 3,
    };

    [Theory]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.Lbfgs)]
    public void Handed_over_after_each_iteration_it_makes_the_bytes_of_an_uninterrupted_run(OptimizerKind optimizer)
    {
        var settings = _settings with { Optimizer = optimizer };
        var whole = SmallTransfer.Run(settings, _inputs);

        using var engine = SmallTransfer.Engine(settings);
        TransferState? state = null;
        var losses = new List<double>();
        for (var isDone = false; !isDone;)
        {
            using var transfer = new StyleTransfer(engine, _inputs, settings);
            if (state is not null)
            {
                transfer.Restore(Copy(state));
            }

            using var stop = new CancellationTokenSource();
            isDone = transfer.Run(
                step =>
                {
                    losses.Add(step.Loss);
                    stop.Cancel();
                },
                stop.Token);
            state = transfer.Save();
            if (isDone)
            {
                Assert.Equal(whole.Picture.Samples, transfer.CurrentPicture().Samples);
            }
        }

        Assert.Equal(whole.Steps.Select(s => s.Loss), losses);
    }

    [Fact]
    public void Stopped_at_the_end_of_a_scale_it_is_still_at_that_scale()
    {
        using var engine = SmallTransfer.Engine(_settings);
        using var transfer = new StyleTransfer(engine, _inputs, _settings);
        using var stop = new CancellationTokenSource();
        Assert.False(transfer.Run(
            step =>
            {
                if (step.Iteration == step.Iterations)
                {
                    stop.Cancel();
                }
            },
            stop.Token));
        var state = transfer.Save();
        Assert.Equal((0, 5), (state.Scale, state.Iteration));
        Assert.Equal(48, transfer.CurrentPicture().Width);
    }

    [Fact]
    public void A_restored_end_is_the_end()
    {
        using var engine = SmallTransfer.Engine(_settings);
        using var first = new StyleTransfer(engine, _inputs, _settings);
        first.Run(_ => { });
        using var second = new StyleTransfer(engine, _inputs, _settings);
        second.Restore(first.Save());
        Assert.True(second.Run(_ => Assert.Fail("An iteration was done.")));
        Assert.Equal(first.CurrentPicture().Samples, second.CurrentPicture().Samples);
    }

    [Theory]
    [InlineData(0, 6)]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    public void Another_transfers_state_is_refused(int scale, int iteration)
    {
        using var engine = SmallTransfer.Engine(_settings);
        using var transfer = new StyleTransfer(engine, _inputs, _settings);
        var state = transfer.Save();
        Assert.Throws<ArgumentException>(
            () => transfer.Restore(state with { Scale = scale, Iteration = iteration }));
        Assert.Throws<ArgumentException>(() => transfer.Restore(state with { Optimizer = state.Average }));
        Assert.Throws<ArgumentException>(() => transfer.Restore(state with { Average = state.Optimizer }));
    }

    [Fact]
    public void Each_style_layers_loss_is_reported()
    {
        var step = SmallTransfer.Run(_settings, _inputs).Steps[^1];
        var weights = _settings.StyleLayers.Normalized.Select(l => l.Weight);
        Assert.Equal(Iterations, SmallTransfer.Run(_settings, _inputs).Steps.Count);
        Assert.Equal(step.StyleLoss, step.StyleLayerLosses.Zip(weights, (loss, weight) => loss * weight).Sum(), 1e-9);
    }

    private static TransferState Copy(TransferState state) => state with
    {
        Pixels = [.. state.Pixels],
        Average = Copy(state.Average),
        Optimizer = Copy(state.Optimizer),
    };

    private static SavedState Copy(SavedState state) =>
        state with { Tensors = state.Tensors.ToDictionary(t => t.Key, t => t.Value.ToArray()) };
}
