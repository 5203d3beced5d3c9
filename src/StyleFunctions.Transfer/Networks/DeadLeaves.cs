namespace StyleFunctions.Transfer.Networks;

/// <summary>
/// A picture of discs that fall on each other like leaves, small ones far more often than large ones: made by a
/// formula, yet with the statistics of photographs (Lee, Mumford and Huang 2001, "Occlusion models for natural
/// images").
/// </summary>
internal static class DeadLeaves
{
    private const int Discs = 1500;
    private const double SmallestRadius = 1.5;

    /// <summary>Paints a square picture; the same on every machine.</summary>
    /// <param name="size">Its side.</param>
    /// <param name="generator">Where the discs' places, radii and colours come from.</param>
    /// <returns>3 x size x size, red, green and blue in [0, 1].</returns>
    public static double[] Paint(int size, SplitMix64 generator)
    {
        var picture = new double[3 * size * size];
        Array.Fill(picture, 0.5);
        for (var disc = 0; disc < Discs; disc++)
        {
            var centerX = generator.NextUniform() * size;
            var centerY = generator.NextUniform() * size;

            // A density that falls with the cube of the radius looks the same at every scale.
            var radius = Math.Min(SmallestRadius / Math.Sqrt(1 - generator.NextUniform()), size / 3.0);
            double[] color = [generator.NextUniform(), generator.NextUniform(), generator.NextUniform()];
            Fill(picture, size, centerX, centerY, radius, color);
        }

        return picture;
    }

    private static void Fill(double[] picture, int size, double centerX, double centerY, double radius, double[] color)
    {
        for (var y = Math.Max(0, (int)(centerY - radius)); y < Math.Min(size, centerY + radius); y++)
        {
            for (var x = Math.Max(0, (int)(centerX - radius)); x < Math.Min(size, centerX + radius); x++)
            {
                if ((x - centerX) * (x - centerX) + (y - centerY) * (y - centerY) < radius * radius)
                {
                    for (var c = 0; c < 3; c++)
                    {
                        picture[(c * size + y) * size + x] = color[c];
                    }
                }
            }
        }
    }
}
