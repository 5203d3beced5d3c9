using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Tests.Transfers;

public sealed class InterruptionTests
{
    private static readonly TransferInputs _inputs = new(SamplePictures.Harbour, [SamplePictures.Brushwork]);

    private static readonly TransferSettings _settings =
        SmallTransfer.Settings with { Size = 68, MinSize = 48, Iterations = 4 };

    [Theory]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.Lbfgs)]
    public void Stopped_and_run_again_it_makes_the_bytes_of_an_uninterrupted_run(OptimizerKind optimizer)
    {
        var settings = _settings with { Optimizer = optimizer };
        var whole = SmallTransfer.Run(settings, _inputs);

        using var engine = SmallTransfer.Engine(settings);
        var transfer = new StyleTransfer(engine, _inputs, settings);
        var losses = new List<double>();
        var runs = 0;
        for (var isDone = false; !isDone; runs++)
        {
            using var stop = new CancellationTokenSource();
            var begun = losses.Count;
            isDone = transfer.Run(
                progress =>
                {
                    losses.Add(progress.Loss);
                    if (losses.Count == begun + 3)
                    {
                        stop.Cancel();
                    }
                },
                stop.Token);
        }

        Assert.Equal(4, runs); // 8 iterations at the first scale and 4 at the second, by threes
        Assert.Equal(whole.Steps.Select(s => s.Loss), losses);
        Assert.Equal(whole.Picture.Samples, transfer.CurrentPicture().Samples);
    }

    [Fact]
    public void Stopped_by_another_thread_in_the_middle_of_an_iteration_it_does_that_iteration_again()
    {
        var settings = SmallTransfer.Settings with { Size = 256, MinSize = 256, Iterations = 3 };
        var whole = SmallTransfer.Run(settings, _inputs);

        using var stop = new CancellationTokenSource();
        using var inner = SmallTransfer.Engine(settings);
        var evaluations = 0;
        Thread? other = null;
        using var engine = new InspectedEngine(inner, () =>
        {
            if (++evaluations == 2)
            {
                other = new Thread(stop.Cancel);
                other.Start();
            }
        });
        var transfer = new StyleTransfer(engine, _inputs, settings);
        var losses = new List<double>();

        Assert.False(transfer.Run(progress => losses.Add(progress.Loss), stop.Token));
        other!.Join();
        Assert.Single(losses);
        Assert.True(transfer.Run(progress => losses.Add(progress.Loss)));

        Assert.Equal(whole.Steps.Select(s => s.Loss), losses);
        Assert.Equal(whole.Picture.Samples, transfer.CurrentPicture().Samples);
    }

    [Fact]
    public void Stopped_it_shows_the_picture_as_far_as_it_got()
    {
        using var engine = SmallTransfer.Engine(_settings);
        using var stop = new CancellationTokenSource();
        var transfer = new StyleTransfer(engine, _inputs, _settings);
        var isDone = transfer.Run(_ => stop.Cancel(), stop.Token);

        Assert.False(isDone);
        var once = SmallTransfer.Run(_settings with { Size = 48, InitialIterations = 1 }, _inputs);
        Assert.Equal(once.Picture.Samples, transfer.CurrentPicture().Samples);
    }

    [Fact]
    public void Stopped_before_it_begins_it_does_nothing()
    {
        using var engine = SmallTransfer.Engine(_settings);
        var transfer = new StyleTransfer(engine, _inputs, _settings);
        var start = transfer.CurrentPicture().Samples;
        Assert.False(transfer.Run(_ => Assert.Fail("An iteration was done."), new CancellationToken(canceled: true)));
        Assert.Equal(start, transfer.CurrentPicture().Samples);
    }

    [Fact]
    public void Looking_at_the_picture_on_the_way_changes_nothing()
    {
        using var engine = SmallTransfer.Engine(_settings);
        var transfer = new StyleTransfer(engine, _inputs, _settings);
        transfer.Run(_ => transfer.CurrentPicture().Samples.AsSpan().Clear());
        Assert.Equal(SmallTransfer.Run(_settings, _inputs).Picture.Samples, transfer.CurrentPicture().Samples);
    }

    [Fact]
    public void Run_after_the_end_does_nothing_more()
    {
        using var engine = SmallTransfer.Engine(_settings);
        var transfer = new StyleTransfer(engine, _inputs, _settings);
        transfer.Run(_ => { });
        var end = transfer.CurrentPicture().Samples;
        Assert.True(transfer.Run(_ => Assert.Fail("An iteration was done.")));
        Assert.Equal(end, transfer.CurrentPicture().Samples);
    }
}
