using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Tests.Generated;
using StyleFunctions.Transfer.Tests.Reference;

namespace StyleFunctions.Transfer.Tests.Engines;

/// <summary>Loss functions for comparing engines, with targets the reference measured in generated pictures.</summary>
internal static class ContractLosses
{
    /// <summary>The default preset's style layers.</summary>
    public static (string Layer, double Weight)[] StyleLayers { get; } =
        [.. new TransferSettings().StyleLayers.Normalized];

    /// <summary>The default preset's content layers.</summary>
    public static (string Layer, double Weight)[] ContentLayers { get; } = [("relu4_2", 1)];

    /// <summary>The default preset's loss at one picture size.</summary>
    public static LossFunction Default(ReferenceNetwork network, int width, int height) =>
        At(network, width, height, ContentLayers, StyleLayers);

    /// <summary>A loss with some layers; its style picture has a size of its own.</summary>
    public static LossFunction At(
        ReferenceNetwork network,
        int width,
        int height,
        (string Layer, double Weight)[] contentLayers,
        (string Layer, double Weight)[] styleLayers)
    {
        var content = ReferencePicture.Tensor(GeneratedPictures.Make(width, height, 1000));
        var style = ReferencePicture.Tensor(GeneratedPictures.Make(37, 29, 1002));
        return new LossFunction
        {
            Content = ReferencePicture.ContentTargets(network, content, contentLayers),
            Style = ReferencePicture.StyleTargets(network, style, styleLayers),
            ContentWeight = 0.015,
            StyleWeight = 1,
            TvWeight = 2,
        };
    }

    /// <summary>Pixels away from the content, where losses are compared.</summary>
    public static Picture Start(int width, int height) => GeneratedPictures.Make(width, height, 1004);
}
