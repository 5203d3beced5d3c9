namespace StyleFunctions.Imaging.Png;

/// <summary>What a PNG's samples are (section 6.1 of the specification); the values are the file's.</summary>
internal enum PngColorType : byte
{
    Gray = 0,
    Rgb = 2,
    Palette = 3,
    GrayAlpha = 4,
    RgbAlpha = 6,
}
