using StyleFunctions.Imaging;
using StyleFunctions.Imaging.Resampling;
using StyleFunctions.Transfer.Settings;
using Xunit.Abstractions;

namespace StyleFunctions.Transfer.Tests.Transfers;

/// <summary>The two halves of a style transfer on their own, from noise.</summary>
public sealed class InversionAndSynthesisTests(ITestOutputHelper output)
{
    private static readonly TransferSettings _inversion = SmallTransfer.Settings with
    {
        StyleWeight = 0,
        ContentWeight = 1,
        TvWeight = 0,
        Init = "noise",
        Iterations = 150,
        AverageDecay = 0.9,
    };

    private static readonly TransferSettings _synthesis = _inversion with { StyleWeight = 1, ContentWeight = 0 };

    [Fact]
    public void Without_a_style_weight_noise_becomes_the_content_picture()
    {
        var content = Resampler.Resize(SamplePictures.Harbour, 48, 32);
        var settings = _inversion with { ContentLayers = LayerWeights.Parse("relu1_1,relu1_2") };
        var result = SmallTransfer.Run(settings);
        var start = SmallTransfer.Run(settings with { Iterations = 1 }).Picture;

        var (before, after) = (PeakSignalToNoise(start, content), PeakSignalToNoise(result.Picture, content));
        var (first, last) = (result.Steps[0].ContentLoss, result.Steps[^1].ContentLoss);
        output.WriteLine($"PSNR {before:F1} -> {after:F1}; content {first:F3} -> {last:F4}");
        Assert.True(last < 0.1 * first);
        Assert.True(before < 15, $"The noise is already like the picture: {before:F1} dB.");
        Assert.True(after > 30, $"The picture is not to be seen: {after:F1} dB.");
        Assert.Equal(0, result.Steps[^1].StyleLoss);
    }

    [Fact]
    public void Without_a_content_weight_noise_takes_on_the_style()
    {
        var result = SmallTransfer.Run(_synthesis);
        output.WriteLine($"style {result.Steps[0].StyleLoss:F3} -> {result.Steps[^1].StyleLoss:F4}");
        Assert.True(result.Steps[^1].StyleLoss < 0.1 * result.Steps[0].StyleLoss);
        Assert.Equal(0, result.Steps[^1].ContentLoss);
    }

    [Theory]
    [InlineData("conv1_1")]
    [InlineData("relu1_2")]
    [InlineData("pool1")]
    [InlineData("conv3_2")]
    [InlineData("pool4")]
    [InlineData("relu5_1")]
    public void Any_layer_can_be_the_target(string layer)
    {
        var layers = new LayerWeights((layer, 1));
        var inversion = SmallTransfer.Run(_inversion with { Iterations = 25, ContentLayers = layers }).Steps;
        var synthesis = SmallTransfer.Run(_synthesis with { Iterations = 25, StyleLayers = layers }).Steps;
        output.WriteLine($"{layer}: content {inversion[0].ContentLoss:F3} -> {inversion[^1].ContentLoss:F4}");
        output.WriteLine($"{layer}: style {synthesis[0].StyleLoss:F3} -> {synthesis[^1].StyleLoss:F4}");
        Assert.True(inversion[^1].ContentLoss < 0.5 * inversion[0].ContentLoss);
        Assert.True(synthesis[^1].StyleLoss < 0.5 * synthesis[0].StyleLoss);
    }

    [Fact]
    public void Several_layers_of_all_kinds_can_be_targets_together()
    {
        var layers = LayerWeights.Parse("pool2=1,conv2_1=2,relu2_1=1,relu4_1=0");
        var steps = SmallTransfer.Run(SmallTransfer.Settings with
        {
            ContentLayers = layers,
            StyleLayers = layers,
            Iterations = 20,
        }).Steps;
        output.WriteLine($"total {steps[0].Loss:F3} -> {steps[^1].Loss:F4}");
        Assert.True(steps[^1].Loss < 0.5 * steps[0].Loss);
    }

    private static double PeakSignalToNoise(Picture a, Picture b) =>
        -10 * Math.Log10(a.Samples.Zip(b.Samples, (x, y) => Math.Pow(x - y, 2)).Average());
}
