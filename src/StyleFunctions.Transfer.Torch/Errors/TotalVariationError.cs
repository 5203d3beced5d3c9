using StyleFunctions.Transfer.Losses;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Torch.Layers;
using TorchSharp;

namespace StyleFunctions.Transfer.Torch.Errors;

/// <summary>The pixels' total variation and its gradient, by differences of shifted pictures.</summary>
internal sealed class TotalVariationError
{
    private readonly LossFunction _loss;
    private readonly double _straight;
    private readonly double _diagonal;

    public TotalVariationError(LossFunction loss, int height, int width)
    {
        _loss = loss;
        var ninePoint = loss.Tv == TotalVariationKind.NinePoint;
        _straight = ninePoint ? 2.0 / 3 / (3.0 * height * width) : loss.PixelRange * loss.PixelRange / 2;
        _diagonal = ninePoint ? 2.0 / 12 / (3.0 * (height + 1) * (width + 1)) : 0;
    }

    /// <summary>Measures pixels.</summary>
    /// <param name="pixels">1 x 3 x H x W, float32.</param>
    /// <returns>The total variation, float64, and its weighted gradient, float32; both on the device.</returns>
    public (torch.Tensor Value, torch.Tensor Gradient) Measure(torch.Tensor pixels) =>
        _loss.Tv == TotalVariationKind.NinePoint ? MeasureNinePoint(pixels) : MeasureSumOfSquares(pixels);

    // On the picture with its edge repeated: sides at every pixel, diagonals also where they reach into the border.
    private (torch.Tensor Value, torch.Tensor Gradient) MeasureNinePoint(torch.Tensor pixels)
    {
        var (height, width) = (pixels.shape[2], pixels.shape[3]);
        using var padded = Border.Replicate(FeatureLayout.ChannelsFirst, pixels);
        using var gradient = torch.zeros_like(padded);
        using var value = torch.zeros(1, torch.ScalarType.Float64, pixels.device);
        Add((1, 1), (1, 2), height, width, _straight);
        Add((1, 1), (2, 1), height, width, _straight);
        Add((0, 0), (1, 1), height + 1, width + 1, _diagonal);
        Add((0, 1), (1, 0), height + 1, width + 1, _diagonal);
        return (value.squeeze(), Border.Fold(gradient));

        void Add((int Y, int X) from, (int Y, int X) to, long rows, long columns, double share) =>
            this.Add(padded, gradient, value, from, to, rows, columns, share);
    }

    // jcjohnson's differences are both taken only where a pixel has a neighbour to the right and one below.
    private (torch.Tensor Value, torch.Tensor Gradient) MeasureSumOfSquares(torch.Tensor pixels)
    {
        var (height, width) = (pixels.shape[2], pixels.shape[3]);
        var gradient = torch.zeros_like(pixels);
        using var value = torch.zeros(1, torch.ScalarType.Float64, pixels.device);
        if (height > 1 && width > 1)
        {
            Add(pixels, gradient, value, (0, 0), (0, 1), height - 1, width - 1, _straight);
            Add(pixels, gradient, value, (0, 0), (1, 0), height - 1, width - 1, _straight);
        }

        return (value.squeeze(), gradient);
    }

    // The squared differences between the pixels that begin at one corner and those that begin at another.
    private void Add(
        torch.Tensor pixels,
        torch.Tensor gradient,
        torch.Tensor value,
        (int Y, int X) from,
        (int Y, int X) to,
        long rows,
        long columns,
        double share)
    {
        using var scope = torch.NewDisposeScope();
        var difference = Part(pixels, to).sub(Part(pixels, from));
        using Scalar factor = share;
        using Scalar slope = 2 * _loss.TvWeight * share;
        value.add_(difference.mul(difference).sum(torch.ScalarType.Float64).mul_(factor), Scalars.One);
        difference.mul_(slope);
        Part(gradient, to).add_(difference, Scalars.One);
        Part(gradient, from).sub_(difference);

        torch.Tensor Part(torch.Tensor planes, (int Y, int X) corner) =>
            planes.narrow(2, corner.Y, rows).narrow(3, corner.X, columns);
    }
}
