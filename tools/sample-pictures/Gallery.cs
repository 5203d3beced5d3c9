using StyleFunctions.Imaging;
using StyleFunctions.SamplePictures.Harbour;
using StyleFunctions.SamplePictures.StillLife;
using StyleFunctions.SamplePictures.Styles;

namespace StyleFunctions.SamplePictures;

/// <summary>The pictures, by name.</summary>
internal static class Gallery
{
    private static readonly Dictionary<string, Func<Picture>> Painters = new()
    {
        ["harbour"] = HarbourScene.Paint,
        ["stilllife"] = StillLifeScene.Paint,
        ["brushwork"] = BrushworkStyle.Paint,
        ["mosaic"] = MosaicStyle.Paint,
        ["woodcut"] = WoodcutStyle.Paint,
        ["watercolour"] = WatercolourStyle.Paint,
    };

    public static IReadOnlyCollection<string> Names => Painters.Keys;

    public static Picture Paint(string name) => Painters[name]();
}
