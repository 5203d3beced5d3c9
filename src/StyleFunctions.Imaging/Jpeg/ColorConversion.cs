namespace StyleFunctions.Imaging.Jpeg;

/// <summary>Turns rows of a JPEG file's components into rows of red, green and blue.</summary>
internal static class ColorConversion
{
    private const int FractionBits = 16;
    private const int Half = 1 << (FractionBits - 1);

    // JFIF's 1.402, 1.772, 0.714136 and 0.344136, with 16 bits behind the point.
    private const int RedFromCr = 91881;
    private const int BlueFromCb = 116130;
    private const int GreenFromCr = 46802;
    private const int GreenFromCb = 22554;

    /// <summary>Converts a row in place: afterwards the first three rows are red, green and blue.</summary>
    /// <param name="colors">What the rows are.</param>
    /// <param name="first">Grey, Y, red or cyan.</param>
    /// <param name="second">Cb, green or magenta; for grey only written.</param>
    /// <param name="third">Cr, blue or yellow; for grey only written.</param>
    /// <param name="black">Inverted black; empty where there is none.</param>
    public static void ToRgb(
        JpegColors colors, Span<byte> first, Span<byte> second, Span<byte> third, ReadOnlySpan<byte> black)
    {
        switch (colors)
        {
            case JpegColors.Gray:
                first.CopyTo(second);
                first.CopyTo(third);
                break;
            case JpegColors.YCbCr:
                FromYCbCr(first, second, third);
                break;
            case JpegColors.Cmyk:
                Darken(first, black);
                Darken(second, black);
                Darken(third, black);
                break;
            case JpegColors.Ycck:
                FromYCbCr(first, second, third);
                InvertAndDarken(first, black);
                InvertAndDarken(second, black);
                InvertAndDarken(third, black);
                break;
            case JpegColors.Rgb:
            default:
                break;
        }
    }

    private static void FromYCbCr(Span<byte> luminance, Span<byte> blueDifference, Span<byte> redDifference)
    {
        blueDifference = blueDifference[..luminance.Length];
        redDifference = redDifference[..luminance.Length];
        for (var x = 0; x < luminance.Length; x++)
        {
            int y = luminance[x];
            var cb = blueDifference[x] - 128;
            var cr = redDifference[x] - 128;
            luminance[x] = Clamp(y + (((RedFromCr * cr) + Half) >> FractionBits));
            blueDifference[x] = Clamp(y + ((Half - (GreenFromCb * cb) - (GreenFromCr * cr)) >> FractionBits));
            redDifference[x] = Clamp(y + (((BlueFromCb * cb) + Half) >> FractionBits));
        }
    }

    private static void Darken(Span<byte> color, ReadOnlySpan<byte> black)
    {
        for (var x = 0; x < color.Length; x++)
        {
            color[x] = (byte)(((color[x] * black[x]) + 127) / 255);
        }
    }

    private static void InvertAndDarken(Span<byte> color, ReadOnlySpan<byte> black)
    {
        for (var x = 0; x < color.Length; x++)
        {
            color[x] = (byte)((((255 - color[x]) * black[x]) + 127) / 255);
        }
    }

    private static byte Clamp(int value) => (byte)Math.Clamp(value, 0, 255);
}
