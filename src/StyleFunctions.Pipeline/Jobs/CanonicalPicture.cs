using StyleFunctions.Imaging;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>A picture as jobs read it: a PNG, upright, with nothing in it but pixels; named by its hash.</summary>
public sealed class CanonicalPicture
{
    private CanonicalPicture(string hash, int width, int height, ReadOnlyMemory<byte> png)
    {
        (Hash, Width, Height, Png) = (hash, width, height, png);
    }

    /// <summary>The PNG's SHA-256, in lower-case hexadecimal.</summary>
    public string Hash { get; }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>The PNG: 8 bits a sample where that loses nothing, else 16.</summary>
    public ReadOnlyMemory<byte> Png { get; }

    /// <summary>Decodes a picture file and writes it anew.</summary>
    /// <param name="file">The whole file, PNG or JPEG.</param>
    /// <param name="limits">The largest picture accepted; the library's default if null.</param>
    /// <exception cref="PictureFormatException">Not a picture, damaged, or too large.</exception>
    public static CanonicalPicture Decode(ReadOnlySpan<byte> file, PictureLimits? limits = null) =>
        throw new NotImplementedException();
}
