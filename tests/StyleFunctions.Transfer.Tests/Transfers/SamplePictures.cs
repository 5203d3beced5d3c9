using StyleFunctions.Imaging;
using StyleFunctions.Imaging.Resampling;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Tests.Transfers;

/// <summary>The pictures of samples/ and the embedded network, read and made once.</summary>
internal static class SamplePictures
{
    private static readonly string[] _names = ["harbour", "stilllife", "brushwork", "mosaic", "watercolour", "woodcut"];

    private static readonly Lazy<Network> _network = new(EmbeddedNetwork.Create);

    private static readonly Dictionary<string, Lazy<Picture>> _pictures = _names.ToDictionary(
        name => name,
        name => new Lazy<Picture>(
            () => PictureFile.Read(Path.Combine(AppContext.BaseDirectory, "samples", $"{name}.png"))));

    public static Network Network => _network.Value;

    public static Picture Harbour => _pictures["harbour"].Value;

    public static Picture Brushwork => _pictures["brushwork"].Value;

    public static Picture Mosaic => _pictures["mosaic"].Value;

    public static Picture Watercolour => _pictures["watercolour"].Value;

    public static IEnumerable<Picture> All => _pictures.Values.Select(p => p.Value);

    /// <summary>A picture with its longest side of a given size.</summary>
    public static Picture At(this Picture picture, int size)
    {
        var (width, height) = ScalePyramid.Fit(picture.Width, picture.Height, size);
        return Resampler.Resize(picture, width, height);
    }
}
