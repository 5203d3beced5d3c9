using System.Numerics;
using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Transfer.Tests.Reference;

/// <summary>
/// A 3x3 convolution with bias, stride 1 and a border of 1. Rows here keep the border's two extra columns, so that one
/// tap of the kernel is a shift of the whole plane: position i of the output reads position i + shift of the input.
/// </summary>
internal static class ReferenceConvolution
{
    private const int ExtraColumns = 2;

    public static ReferenceTensor Forward(ReferenceTensor input, ConvolutionWeights weights, bool replicate)
    {
        var bordered = ReferenceBorder.Forward(input, replicate);
        var output = new ReferenceTensor(weights.Bias.Length, input.Height, bordered.Width);
        Parallel.For(0, output.Channels, k =>
        {
            output.Plane(k).Fill(weights.Bias[k]);
            for (var c = 0; c < input.Channels; c++)
            {
                for (var tap = 0; tap < 9; tap++)
                {
                    var weight = weights.Kernel[(((k * input.Channels) + c) * 9) + tap];
                    AddMultiple(output.Plane(k), weight, bordered.Plane(c)[Shift(tap, bordered.Width)..]);
                }
            }
        });
        return WithColumns(output, input.Width);
    }

    public static ReferenceTensor Backward(ReferenceTensor gradient, ConvolutionWeights weights, bool replicate)
    {
        var channels = weights.Kernel.Length / 9 / gradient.Channels;
        var widened = WithColumns(gradient, gradient.Width + ExtraColumns);
        var bordered = new ReferenceTensor(channels, gradient.Height + 2, widened.Width);
        Parallel.For(0, channels, c =>
        {
            for (var k = 0; k < gradient.Channels; k++)
            {
                for (var tap = 0; tap < 9; tap++)
                {
                    var weight = weights.Kernel[(((k * channels) + c) * 9) + tap];
                    AddMultiple(bordered.Plane(c)[Shift(tap, bordered.Width)..], weight, widened.Plane(k));
                }
            }
        });
        return ReferenceBorder.Backward(bordered, replicate);
    }

    private static int Shift(int tap, int width) => (tap / 3 * width) + (tap % 3);

    // The same rows, cut off on the right or filled up with zeros.
    private static ReferenceTensor WithColumns(ReferenceTensor tensor, int width)
    {
        var result = new ReferenceTensor(tensor.Channels, tensor.Height, width);
        for (var c = 0; c < tensor.Channels; c++)
        {
            for (var y = 0; y < tensor.Height; y++)
            {
                tensor.Row(c, y)[..Math.Min(width, tensor.Width)].CopyTo(result.Row(c, y));
            }
        }

        return result;
    }

    // As many as the shorter of the two has; what the longer has more lies in the extra columns.
    private static void AddMultiple(Span<double> sums, double factor, ReadOnlySpan<double> values)
    {
        var count = Math.Min(sums.Length, values.Length);
        var i = 0;
        for (; i <= count - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(sums[i..]) + (factor * new Vector<double>(values[i..]))).CopyTo(sums[i..]);
        }

        for (; i < count; i++)
        {
            sums[i] += factor * values[i];
        }
    }
}
