using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;
using Xunit.Abstractions;

namespace StyleFunctions.Transfer.Tests.Transfers;

public sealed class WholeTransferTests(ITestOutputHelper output)
{
    private static readonly TransferInputs _inputs = new(SamplePictures.Harbour, [SamplePictures.Brushwork]);

    [Theory]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.Lbfgs)]
    public void Either_optimiser_lowers_the_loss_without_another_setting(OptimizerKind optimizer) =>
        AssertLowers(SmallTransfer.Settings with { Optimizer = optimizer, Iterations = 40 }, to: 0.5, $"{optimizer}");

    [Theory]
    [InlineData(Pooling.Max)]
    [InlineData(Pooling.Average)]
    [InlineData(Pooling.AverageUnscaled)]
    [InlineData(Pooling.L2)]
    public void Every_pooling_lowers_the_loss(Pooling pooling) =>
        AssertLowers(SmallTransfer.Settings with { Pooling = pooling, Iterations = 20 }, to: 0.7, $"{pooling}");

    [Fact]
    public void The_gatys_preset_lowers_its_loss()
    {
        var settings = Presets.For("gatys", NetworkArchitecture.Embedded, Preprocessing.Torchvision);
        AssertLowers(settings with { Size = 48, Iterations = 150 }, to: 0.1, "gatys");
    }

    [Theory]
    [InlineData(49, 49, 33)]
    [InlineData(31, 31, 21)]
    [InlineData(24, 24, 16)] // the smallest that relu5_1 takes
    public void Odd_sizes_work(int size, int width, int height)
    {
        var result = SmallTransfer.Run(SmallTransfer.Settings with { Size = size, MinSize = size, Iterations = 3 });
        Assert.Equal((width, height), (result.Picture.Width, result.Picture.Height));
        Assert.All(result.Picture.Samples, p => Assert.InRange(p, 0f, 1f));
    }

    [Fact]
    public void Portraits_work_and_scales_lead_to_the_size_asked_for()
    {
        var inputs = new TransferInputs(SamplePictures.Watercolour, [SamplePictures.Brushwork]);
        var settings = SmallTransfer.Settings with { Size = 71, MinSize = 35, Iterations = 2 };
        var result = SmallTransfer.Run(settings, inputs);
        Assert.Equal((57, 71), (result.Picture.Width, result.Picture.Height));
        Assert.Equal([36, 36, 36, 36, 50, 50, 71, 71], result.Steps.Select(s => s.Height));
        Assert.Equal([1, 1, 1, 1, 2, 2, 3, 3], result.Steps.Select(s => s.Scale));
        Assert.Equal([1, 2, 3, 4, 1, 2, 1, 2], result.Steps.Select(s => s.Iteration));
        Assert.Equal(result.Steps.Select(s => s.Fraction).Order(), result.Steps.Select(s => s.Fraction));
        Assert.Equal(1, result.Steps[^1].Fraction, 1e-12);
        Assert.Equal(TimeSpan.Zero, result.Steps[^1].Remaining);
    }

    /// <summary>So its loss begins lower than at the content picture.</summary>
    [Fact]
    public void A_finer_scale_begins_where_the_coarser_one_ended()
    {
        var settings = SmallTransfer.Settings with
        {
            Size = 68,
            MinSize = 48,
            Iterations = 2,
            InitialIterations = 40,
            Init = Starts.Content,
        };
        var finer = SmallTransfer.Run(settings).Steps.First(s => s.Scale == 2);
        var alone = SmallTransfer.Run(settings with { MinSize = 68, InitialIterations = 1 }).Steps[0];
        output.WriteLine(
            $"style at the second scale's start {finer.StyleLoss:F3}, at the content {alone.StyleLoss:F3}");
        Assert.True(finer.StyleLoss < 0.5 * alone.StyleLoss);
    }

    [Fact]
    public void Two_threads_make_the_bytes_of_one()
    {
        var settings = SmallTransfer.Settings with { Size = 64, Iterations = 4 };
        var one = SmallTransfer.Run(settings, _inputs);
        var two = SmallTransfer.Run(settings, _inputs, threads: 2);
        Assert.Equal(one.Picture.Samples, two.Picture.Samples);
        Assert.Equal(one.Steps.Select(s => s.Loss), two.Steps.Select(s => s.Loss));
    }

    private void AssertLowers(TransferSettings settings, double to, string what)
    {
        var steps = SmallTransfer.Run(settings, _inputs).Steps;
        output.WriteLine($"{what}: {steps[0].Loss:G4} -> {steps[^1].Loss:G4}, {steps[^1].Loss / steps[0].Loss:F3}");
        Assert.True(steps[^1].Loss < to * steps[0].Loss, $"{steps[0].Loss} -> {steps[^1].Loss}");
    }
}
