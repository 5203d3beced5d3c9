using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Tests.Reference;

/// <summary>2x2 pooling with stride 2; an odd last row or column is dropped.</summary>
internal static class ReferencePooling
{
    public static ReferenceTensor Forward(ReferenceTensor input, Pooling pooling)
    {
        var output = new ReferenceTensor(input.Channels, input.Height / 2, input.Width / 2);
        for (var c = 0; c < output.Channels; c++)
        {
            for (var y = 0; y < output.Height; y++)
            {
                for (var x = 0; x < output.Width; x++)
                {
                    var four = Four(input, c, y, x);
                    output[c, y, x] = pooling switch
                    {
                        Pooling.Max => four.Max(),
                        Pooling.Average => four.Average() * 2,
                        Pooling.AverageUnscaled => four.Average(),
                        Pooling.L2 => Length(four) * 0.78,
                        _ => throw new ArgumentOutOfRangeException(nameof(pooling)),
                    };
                }
            }
        }

        return output;
    }

    public static ReferenceTensor Backward(ReferenceTensor gradient, ReferenceTensor input, Pooling pooling)
    {
        var result = input.ZerosLike();
        for (var c = 0; c < gradient.Channels; c++)
        {
            for (var y = 0; y < gradient.Height; y++)
            {
                for (var x = 0; x < gradient.Width; x++)
                {
                    var slopes = Slopes(Four(input, c, y, x), pooling);
                    for (var i = 0; i < 4; i++)
                    {
                        result[c, (2 * y) + (i / 2), (2 * x) + (i % 2)] = slopes[i] * gradient[c, y, x];
                    }
                }
            }
        }

        return result;
    }

    // Row by row, so that of equal ones the first is the one above, then the one to the left.
    private static double[] Four(ReferenceTensor input, int c, int y, int x) =>
    [
        input[c, 2 * y, 2 * x],
        input[c, 2 * y, (2 * x) + 1],
        input[c, (2 * y) + 1, 2 * x],
        input[c, (2 * y) + 1, (2 * x) + 1],
    ];

    private static double Length(double[] four) => Math.Sqrt(four.Sum(v => v * v));

    private static double[] Slopes(double[] four, Pooling pooling)
    {
        switch (pooling)
        {
            case Pooling.Max:
                var slopes = new double[4];
                slopes[Array.IndexOf(four, four.Max())] = 1;
                return slopes;
            case Pooling.Average:
                return [0.5, 0.5, 0.5, 0.5];
            case Pooling.AverageUnscaled:
                return [0.25, 0.25, 0.25, 0.25];
            case Pooling.L2:
                // Undefined where all four are 0; 0 is the slope that leaves such a position alone.
                var length = Length(four);
                return [.. four.Select(v => length > 0 ? 0.78 * v / length : 0)];
            default:
                throw new ArgumentOutOfRangeException(nameof(pooling));
        }
    }
}
