namespace StyleFunctions.Imaging.Jpeg;

/// <summary>What the components of a JPEG file mean.</summary>
internal enum JpegColors
{
    /// <summary>One component: grey.</summary>
    Gray,

    /// <summary>Luminance and two colour differences, as JFIF defines them.</summary>
    YCbCr,

    /// <summary>Red, green and blue.</summary>
    Rgb,

    /// <summary>Cyan, magenta, yellow and black, inverted as Adobe's programs write them: 255 is no ink.</summary>
    Cmyk,

    /// <summary>Inverted CMYK whose first three components are inverted once more and stored as YCbCr.</summary>
    Ycck,
}
