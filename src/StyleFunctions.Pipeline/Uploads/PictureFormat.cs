namespace StyleFunctions.Pipeline.Uploads;

/// <summary>A kind of picture file.</summary>
/// <param name="ContentType">Its content type.</param>
/// <param name="Endings">What its files' names end in, with the dot.</param>
public sealed record PictureFormat(string ContentType, params IReadOnlyList<string> Endings)
{
    /// <summary>PNG.</summary>
    public static PictureFormat Png { get; } = new("image/png", ".png");

    /// <summary>JPEG.</summary>
    public static PictureFormat Jpeg { get; } = new("image/jpeg", ".jpg", ".jpeg");

    /// <summary>WebP.</summary>
    public static PictureFormat WebP { get; } = new("image/webp", ".webp");
}
