namespace StyleFunctions.Imaging;

/// <summary>The mean and the covariance of a picture's colours.</summary>
/// <param name="Mean">Of red, green and blue.</param>
/// <param name="Covariance">3 x 3, symmetric, divided by the number of pixels.</param>
internal sealed record ColorStatistics(double[] Mean, double[,] Covariance)
{
    public static ColorStatistics Of(Picture picture)
    {
        var mean = new double[Picture.Channels];
        for (var channel = 0; channel < mean.Length; channel++)
        {
            var sum = 0.0;
            foreach (var sample in picture.Plane(channel))
            {
                sum += sample;
            }

            mean[channel] = sum / picture.Plane(channel).Length;
        }

        var covariance = new double[mean.Length, mean.Length];
        for (var i = 0; i < mean.Length; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                covariance[i, j] = covariance[j, i] = Covary(picture.Plane(i), mean[i], picture.Plane(j), mean[j]);
            }
        }

        return new ColorStatistics(mean, covariance);
    }

    private static double Covary(ReadOnlySpan<float> left, double leftMean, ReadOnlySpan<float> right, double rightMean)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
        {
            sum += (left[i] - leftMean) * (right[i] - rightMean);
        }

        return sum / left.Length;
    }
}
