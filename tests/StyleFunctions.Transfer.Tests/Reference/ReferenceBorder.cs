namespace StyleFunctions.Transfer.Tests.Reference;

/// <summary>A border one position wide: zeros, or the edge repeated.</summary>
internal static class ReferenceBorder
{
    public static ReferenceTensor Forward(ReferenceTensor input, bool replicate)
    {
        var output = new ReferenceTensor(input.Channels, input.Height + 2, input.Width + 2);
        for (var c = 0; c < output.Channels; c++)
        {
            for (var y = 0; y < output.Height; y++)
            {
                for (var x = 0; x < output.Width; x++)
                {
                    var (fromY, fromX, outside) = Source(y, x, input);
                    output[c, y, x] = outside && !replicate ? 0 : input[c, fromY, fromX];
                }
            }
        }

        return output;
    }

    public static ReferenceTensor Backward(ReferenceTensor gradient, bool replicate)
    {
        var result = new ReferenceTensor(gradient.Channels, gradient.Height - 2, gradient.Width - 2);
        for (var c = 0; c < gradient.Channels; c++)
        {
            for (var y = 0; y < gradient.Height; y++)
            {
                for (var x = 0; x < gradient.Width; x++)
                {
                    var (fromY, fromX, outside) = Source(y, x, result);
                    result[c, fromY, fromX] += outside && !replicate ? 0 : gradient[c, y, x];
                }
            }
        }

        return result;
    }

    // The nearest position inside to (y, x) with the border, and whether (y, x) lies on the border.
    private static (int Y, int X, bool Outside) Source(int y, int x, ReferenceTensor inside)
    {
        var fromY = Math.Clamp(y - 1, 0, inside.Height - 1);
        var fromX = Math.Clamp(x - 1, 0, inside.Width - 1);
        return (fromY, fromX, fromY != y - 1 || fromX != x - 1);
    }
}
