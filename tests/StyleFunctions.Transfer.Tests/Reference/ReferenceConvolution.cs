using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Tests.Reference;

/// <summary>A 3x3 convolution with bias, stride 1 and a border of 1.</summary>
internal static class ReferenceConvolution
{
    public static ReferenceTensor Forward(ReferenceTensor input, ConvolutionWeights weights, bool replicate)
    {
        var bordered = ReferenceBorder.Forward(input, replicate);
        var output = new ReferenceTensor(weights.Bias.Length, input.Height, input.Width);
        Parallel.For(0, output.Channels, k =>
        {
            output.Plane(k).Fill(weights.Bias[k]);
            for (var c = 0; c < input.Channels; c++)
            {
                for (var tap = 0; tap < 9; tap++)
                {
                    double weight = weights.Kernel[(((k * input.Channels) + c) * 9) + tap];
                    for (var y = 0; y < input.Height; y++)
                    {
                        AddMultiple(output.Row(k, y), weight, bordered.Row(c, y + (tap / 3))[(tap % 3)..]);
                    }
                }
            }
        });
        return output;
    }

    public static ReferenceTensor Backward(ReferenceTensor gradient, ConvolutionWeights weights, bool replicate)
    {
        var channels = weights.Kernel.Length / 9 / gradient.Channels;
        var bordered = new ReferenceTensor(channels, gradient.Height + 2, gradient.Width + 2);
        Parallel.For(0, channels, c =>
        {
            for (var k = 0; k < gradient.Channels; k++)
            {
                for (var tap = 0; tap < 9; tap++)
                {
                    double weight = weights.Kernel[(((k * channels) + c) * 9) + tap];
                    for (var y = 0; y < gradient.Height; y++)
                    {
                        AddMultiple(bordered.Row(c, y + (tap / 3))[(tap % 3)..], weight, gradient.Row(k, y));
                    }
                }
            }
        });
        return ReferenceBorder.Backward(bordered, replicate);
    }

    // As many as the shorter of the two has.
    private static void AddMultiple(Span<double> sums, double factor, ReadOnlySpan<double> values)
    {
        values = values[..Math.Min(sums.Length, values.Length)];
        sums = sums[..values.Length];
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += factor * values[i];
        }
    }
}
