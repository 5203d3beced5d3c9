namespace StyleFunctions.Imaging.Resampling;

/// <summary>The filters as functions of the distance from the centre, in samples.</summary>
internal static class ResamplingKernel
{
    /// <summary>The distance from which on the filter is zero.</summary>
    public static double Radius(ResamplingFilter filter) => filter switch
    {
        ResamplingFilter.Bilinear => 1,
        ResamplingFilter.Bicubic => 2,
        ResamplingFilter.Lanczos => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "There is no such filter."),
    };

    public static double Value(ResamplingFilter filter, double distance)
    {
        var x = Math.Abs(distance);
        return x >= Radius(filter)
            ? 0
            : filter switch
            {
                ResamplingFilter.Bilinear => 1 - x,
                ResamplingFilter.Bicubic => Cubic(x),
                _ => Sinc(x) * Sinc(x / 3),
            };
    }

    /// <summary>R. Keys, "Cubic convolution interpolation for digital image processing" (1981); a = -1/2.</summary>
    private static double Cubic(double x)
    {
        const double A = -0.5;
        return x < 1
            ? ((A + 2) * x - (A + 3)) * x * x + 1
            : ((x - 5) * x + 8) * x * A - 4 * A;
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
