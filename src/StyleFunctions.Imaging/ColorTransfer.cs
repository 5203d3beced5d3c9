namespace StyleFunctions.Imaging;

/// <summary>
/// The two ways to keep a picture's colours while its style changes of Gatys, Bethge, Hertzmann and Shechtman,
/// "Preserving Color in Neural Artistic Style Transfer" (2016).
/// </summary>
public static class ColorTransfer
{
    // Spread in a direction of colour space that rounding to 8 bits makes on its own.
    private const double RoundingVariance = 1.0 / (255 * 255 * 12);

    /// <summary>
    /// After the transfer: the luminance Y of the stylised picture with the chroma I and Q of the content, in YIQ (Y of
    /// BT.601). Where a colour that results does not exist in RGB, it is clamped, and its luminance changes.
    /// </summary>
    /// <param name="stylized">The result of a transfer; its alpha is kept.</param>
    /// <param name="content">The picture whose colours are kept, of the same size.</param>
    /// <returns>A new picture in [0, 1].</returns>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static Picture KeepLuminance(Picture stylized, Picture content)
    {
        ArgumentNullException.ThrowIfNull(stylized);
        ArgumentNullException.ThrowIfNull(content);
        if ((stylized.Width, stylized.Height) != (content.Width, content.Height))
        {
            throw new ArgumentException(
                $"The stylised picture is {stylized.Width} x {stylized.Height} pixels, " +
                $"the content {content.Width} x {content.Height}.",
                nameof(content));
        }

        var count = stylized.Width * stylized.Height;
        var from = stylized.Samples;
        var to = content.Samples;
        var samples = new float[Picture.Channels * count];
        for (var i = 0; i < count; i++)
        {
            // Y enters red, green and blue alike, so that exchanging it is adding the difference to each.
            var (green, blue) = (count + i, 2 * count + i);
            var change = Luminance(from[i] - to[i], from[green] - to[green], from[blue] - to[blue]);
            for (var at = i; at < samples.Length; at += count)
            {
                samples[at] = Math.Clamp(to[at] + change, 0f, 1f);
            }
        }

        return new Picture(stylized.Width, stylized.Height, samples, stylized.Alpha);
    }

    /// <summary>
    /// Before the transfer: recolours the style picture so that its colours have the mean and the covariance of the
    /// content's, by the map A = C^(1/2) S^(-1/2) of Image Analogies (C and S are the covariances, the square roots
    /// symmetric). Directions in which the style's colours vary less than rounding to 8 bits does are not stretched as
    /// far, so that a style picture of one colour becomes one of the content's mean colour.
    /// </summary>
    /// <param name="style">The style picture; its alpha is kept. Every pixel counts, transparent or not.</param>
    /// <param name="content">The picture whose colours are wanted, of any size.</param>
    /// <returns>A new picture, clamped to [0, 1].</returns>
    public static Picture MatchColor(Picture style, Picture content)
    {
        ArgumentNullException.ThrowIfNull(style);
        ArgumentNullException.ThrowIfNull(content);
        var old = ColorStatistics.Of(style);
        var wanted = ColorStatistics.Of(content);
        var unspread = SymmetricMatrix.Map(
            old.Covariance, variance => 1 / Math.Sqrt(Math.Max(variance, RoundingVariance)));
        var spread = SymmetricMatrix.Map(wanted.Covariance, variance => Math.Sqrt(Math.Max(variance, 0)));
        var map = Multiply(spread, unspread);

        var r = style.Plane(0);
        var g = style.Plane(1);
        var b = style.Plane(2);
        var matched = new Picture(style.Width, style.Height, new float[style.Samples.Length], style.Alpha);
        for (var channel = 0; channel < Picture.Channels; channel++)
        {
            var plane = matched.Plane(channel);
            for (var i = 0; i < plane.Length; i++)
            {
                var level = wanted.Mean[channel]
                    + map[channel, 0] * (r[i] - old.Mean[0])
                    + map[channel, 1] * (g[i] - old.Mean[1])
                    + map[channel, 2] * (b[i] - old.Mean[2]);
                plane[i] = (float)Math.Clamp(level, 0, 1);
            }
        }

        return matched;
    }

    private static float Luminance(float red, float green, float blue) => 0.299f * red + 0.587f * green + 0.114f * blue;

    private static double[,] Multiply(double[,] left, double[,] right)
    {
        var product = new double[3, 3];
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                product[i, j] = left[i, 0] * right[0, j] + left[i, 1] * right[1, j] + left[i, 2] * right[2, j];
            }
        }

        return product;
    }
}
