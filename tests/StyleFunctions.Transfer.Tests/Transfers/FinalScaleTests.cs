using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Settings;
using Xunit.Abstractions;

namespace StyleFunctions.Transfer.Tests.Transfers;

public sealed class FinalScaleTests(ITestOutputHelper output)
{
    private static readonly TransferSettings _settings = SmallTransfer.Settings with
    {
        Size = 192,
        MinSize = 96,
        Iterations = 40,
    };

    private static readonly TransferInputs _inputs = new(SamplePictures.Harbour, [SamplePictures.Brushwork]);

    [Fact]
    public void Measure()
    {
        Report("content", SamplePictures.Harbour.At(192));
        Report("default", SmallTransfer.Run(_settings, _inputs).Picture);
        Report("no style", SmallTransfer.Run(_settings with { StyleWeight = 0 }, _inputs).Picture);
        Report("no content", SmallTransfer.Run(_settings with { ContentWeight = 0 }, _inputs).Picture);
        Report("noise", SmallTransfer.Run(_settings with { Init = "noise" }, _inputs).Picture);
        Report("noise alone", SmallTransfer.Run(_settings with { Init = "noise", ContentWeight = 0 }, _inputs).Picture);
        Report("grey", SmallTransfer.Run(_settings with { Init = "grey", Iterations = 1 }, _inputs).Picture);
        Report("style", Imaging.Resampling.Resampler.Resize(SamplePictures.Brushwork, 192, 128));
    }

    private void Report(string what, Picture picture)
    {
        var losses = SmallTransfer.LossesAt(picture, _settings, _inputs);
        output.WriteLine($"{what}: content {losses.ContentLoss:F4} style {losses.StyleLoss:F4} tv {losses.TotalVariation:F5}");
    }
}
