namespace StyleFunctions.Imaging;

/// <summary>How a picture is written.</summary>
public sealed record PictureWriteOptions
{
    /// <summary>Bits a sample in a PNG: 8 or 16.</summary>
    public int BitDepth { get; init; } = 8;

    /// <summary>Quality of a JPEG, 1 to 100, on the scale of libjpeg.</summary>
    public int JpegQuality { get; init; } = 95;
}
