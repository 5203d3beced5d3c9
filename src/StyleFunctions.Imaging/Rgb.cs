namespace StyleFunctions.Imaging;

/// <summary>A colour, sRGB-encoded as in a <see cref="Picture"/>.</summary>
/// <param name="Red">0 to 1.</param>
/// <param name="Green">0 to 1.</param>
/// <param name="Blue">0 to 1.</param>
public readonly record struct Rgb(float Red, float Green, float Blue);
