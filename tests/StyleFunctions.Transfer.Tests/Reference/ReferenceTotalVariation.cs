using StyleFunctions.Transfer.Settings;

namespace StyleFunctions.Transfer.Tests.Reference;

/// <summary>
/// The two total variations, each a weighted sum of squared differences between neighbours: listing the pairs with
/// their weights once gives both the value and the gradient.
/// </summary>
internal static class ReferenceTotalVariation
{
    public static double Forward(ReferenceTensor pixels, TotalVariationKind kind, double pixelRange)
    {
        var sum = 0.0;
        foreach (var (a, b, weight) in Pairs(pixels, kind, pixelRange))
        {
            var d = pixels.Values[a] - pixels.Values[b];
            sum += weight * d * d;
        }

        return sum;
    }

    public static ReferenceTensor Backward(ReferenceTensor pixels, TotalVariationKind kind, double pixelRange)
    {
        var result = pixels.ZerosLike();
        foreach (var (a, b, weight) in Pairs(pixels, kind, pixelRange))
        {
            var slope = 2 * weight * (pixels.Values[a] - pixels.Values[b]);
            result.Values[a] += slope;
            result.Values[b] -= slope;
        }

        return result;
    }

    private static IEnumerable<(int A, int B, double Weight)> Pairs(
        ReferenceTensor pixels,
        TotalVariationKind kind,
        double pixelRange) =>
        kind == TotalVariationKind.NinePoint ? NinePoint(pixels) : RightAndBelow(pixels, pixelRange * pixelRange / 2);

    // crowsonkb/style-transfer-pytorch's TVLoss on the picture with its edge repeated once around it: differences to
    // the right and below from the H W positions inside, diagonal ones from every 2x2 square of the bordered picture,
    // of which there are (H + 1)(W + 1). Each kind is a mean over its positions, the zero ones included.
    private static IEnumerable<(int A, int B, double Weight)> NinePoint(ReferenceTensor pixels)
    {
        var (height, width) = (pixels.Height, pixels.Width);
        var straight = 2.0 / 3 / (pixels.Channels * height * width);
        var diagonal = 2.0 / 12 / (pixels.Channels * (height + 1) * (width + 1));
        for (var c = 0; c < pixels.Channels; c++)
        {
            int Index(int y, int x) =>
                (((c * height) + Math.Clamp(y, 0, height - 1)) * width) + Math.Clamp(x, 0, width - 1);

            for (var y = -1; y < height; y++)
            {
                for (var x = -1; x < width; x++)
                {
                    if (y >= 0 && x >= 0)
                    {
                        yield return (Index(y, x + 1), Index(y, x), straight);
                        yield return (Index(y + 1, x), Index(y, x), straight);
                    }

                    yield return (Index(y + 1, x + 1), Index(y, x), diagonal);
                    yield return (Index(y + 1, x), Index(y, x + 1), diagonal);
                }
            }
        }
    }

    // jcjohnson/neural-style's TVLoss: a pixel counts only where it has a neighbour both to the right and below.
    private static IEnumerable<(int A, int B, double Weight)> RightAndBelow(ReferenceTensor pixels, double weight)
    {
        for (var c = 0; c < pixels.Channels; c++)
        {
            for (var y = 0; y < pixels.Height - 1; y++)
            {
                for (var x = 0; x < pixels.Width - 1; x++)
                {
                    var here = (((c * pixels.Height) + y) * pixels.Width) + x;
                    yield return (here + 1, here, weight);
                    yield return (here + pixels.Width, here, weight);
                }
            }
        }
    }
}
