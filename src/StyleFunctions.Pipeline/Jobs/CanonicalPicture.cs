using System.Security.Cryptography;
using StyleFunctions.Imaging;

namespace StyleFunctions.Pipeline.Jobs;

/// <summary>A picture as jobs read it: a PNG, upright, with nothing in it but pixels; named by its hash.</summary>
public sealed class CanonicalPicture
{
    private readonly byte[] _png;

    private CanonicalPicture(Picture picture, byte[] png)
    {
        (Picture, _png) = (picture, png);
        Hash = Convert.ToHexStringLower(SHA256.HashData(png));
    }

    /// <summary>The PNG's SHA-256, in lower-case hexadecimal.</summary>
    public string Hash { get; }

    /// <summary>Its pixels.</summary>
    public Picture Picture { get; }

    /// <summary>Width in pixels.</summary>
    public int Width => Picture.Width;

    /// <summary>Height in pixels.</summary>
    public int Height => Picture.Height;

    /// <summary>The PNG: 8 bits a sample where that loses nothing, else 16.</summary>
    public ReadOnlyMemory<byte> Png => _png;

    /// <summary>The PNG as a stream.</summary>
    public Stream OpenRead() => new MemoryStream(_png, writable: false);

    /// <summary>Decodes a picture file and writes it anew.</summary>
    /// <param name="file">The whole file, PNG or JPEG.</param>
    /// <param name="limits">The largest picture accepted; the library's default if null.</param>
    /// <exception cref="PictureFormatException">Not a picture, damaged, or too large.</exception>
    public static CanonicalPicture Decode(ReadOnlySpan<byte> file, PictureLimits? limits = null) =>
        Of(PictureFile.Decode(file, limits));

    /// <summary>Writes a picture anew.</summary>
    /// <param name="picture">As it was read from a file.</param>
    public static CanonicalPicture Of(Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var fits = HoldsBytes(picture.Samples) && (picture.Alpha is null || HoldsBytes(picture.Alpha));
        return new CanonicalPicture(picture, PictureFile.EncodePng(picture, fits ? 8 : 16));
    }

    /// <summary>Reads a picture that was written by this class; much quicker than to make one anew.</summary>
    /// <param name="png">The PNG.</param>
    /// <param name="hash">Its hash.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static CanonicalPicture Read(byte[] png, string hash)
    {
        ArgumentNullException.ThrowIfNull(png);
        return Convert.ToHexStringLower(SHA256.HashData(png)) == hash
            ? new CanonicalPicture(PictureFile.Decode(png), png)
            : throw new InvalidDataException($"The picture {hash} is damaged; hand it in again.");
    }

    private static bool HoldsBytes(float[] samples) =>
        Array.TrueForAll(samples, s => MathF.Round(s * byte.MaxValue) / byte.MaxValue == s);
}
