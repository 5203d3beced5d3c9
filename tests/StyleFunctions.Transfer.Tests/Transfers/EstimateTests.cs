using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Tests.Transfers;

public sealed class EstimateTests
{
    private static readonly TransferInputs _inputs = new(SamplePictures.Harbour, [SamplePictures.Brushwork]);

    // The last is too large to be tried.
    private static readonly TransferSettings _settings =
        SmallTransfer.Settings with { Size = 1200, MinSize = 800, Iterations = 10, Optimizer = OptimizerKind.Lbfgs };

    [Fact]
    public void Says_what_each_scale_and_all_of_them_take()
    {
        var settings = _settings with { MinSize = 40, Optimizer = OptimizerKind.Adam };
        using var engine = SmallTransfer.Engine(settings);

        var estimate = TransferEstimate.For(engine, _inputs, settings);

        Assert.Equal(new StyleTransfer(engine, _inputs, settings).Costs, estimate.Scales.Select(s => s.Cost));
        Assert.All(estimate.Scales, s => Assert.True(s.Iteration > TimeSpan.Zero));
        Assert.All(estimate.Scales, s => Assert.True(s.Time >= s.Iteration * s.Cost.Scale.Iterations));
        Assert.Equal(estimate.Scales.Sum(s => s.Time.TotalSeconds), estimate.Time.TotalSeconds, 1e-3);
        Assert.Equal(estimate.Scales[^1].Cost.Bytes, estimate.Bytes);
    }

    [Fact]
    public void Where_every_scale_is_large_a_smaller_picture_is_tried()
    {
        using var engine = SmallTransfer.Engine(_settings);

        var scales = TransferEstimate.For(engine, _inputs, _settings).Scales;

        Assert.Equal([849, 1200], scales.Select(s => s.Cost.Scale.Width));
        Assert.True(scales[0].Iteration > TimeSpan.Zero);
        Assert.True(scales[1].Iteration > scales[0].Iteration);
    }

    [Fact]
    public void Can_be_stopped()
    {
        using var engine = SmallTransfer.Engine(_settings);
        Assert.Throws<OperationCanceledException>(
            () => TransferEstimate.For(engine, _inputs, _settings, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Refuses_what_a_transfer_refuses()
    {
        using var engine = SmallTransfer.Engine(_settings);
        var refusal = Assert.Throws<InvalidSettingException>(
            () => TransferEstimate.For(engine, _inputs, _settings with { Memory = 1000 }));
        Assert.Equal("memory", refusal.Setting);
    }
}
