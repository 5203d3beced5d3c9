using StyleFunctions.Pipeline.Jobs;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Pipeline.Tests.Jobs;

public sealed class SettingTextTests
{
    [Fact]
    public void Settings_come_back_exactly_from_their_texts()
    {
        var settings =
            from preset in Presets.Names
            from network in NetworkArchitecture.All
            from preprocessing in new[] { Preprocessing.Torchvision, Preprocessing.Caffe }
            select Presets.For(preset, network, preprocessing);
        foreach (var original in settings.Append(new TransferSettings
        {
            ContentWeight = double.Epsilon,
            StyleWeight = 1.0 / 3,
            StepSize = 1e-6,
            Seed = ulong.MaxValue,
            Memory = long.MaxValue,
            StyleWeights = [0.1, 1e30],
        }))
        {
            var texts = SettingText.Write(original);
            Assert.Equal(texts, SettingText.Write(SettingText.Read(texts)));
            var read = SettingText.Read(texts);
            Assert.Equal(original.StyleWeights, read.StyleWeights);
            Assert.Equal(original, read with { StyleWeights = original.StyleWeights });
        }
    }
}
