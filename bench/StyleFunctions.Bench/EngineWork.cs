using StyleFunctions.Transfer.Networks;

namespace StyleFunctions.Bench;

/// <summary>
/// The floating-point operations of an iteration's products, forward and backward; a multiplication and its addition
/// are two. Transforms, activations and the optimiser come on top of it.
/// </summary>
/// <param name="Direct">Convolutions computed directly.</param>
/// <param name="Winograd">Convolutions in the fewest multiplications.</param>
/// <param name="Gram">Gram matrices, each half of which is the other, and their gradients.</param>
internal sealed record EngineWork(double Direct, double Winograd, double Gram)
{
    // Lavin and Gray 2016: F(m x m, 3 x 3) takes (m + 2)^2 multiplications for m^2 outputs.
    private static readonly int[] TileSides = [2, 4, 6];

    public static EngineWork Of(PictureSize size)
    {
        var (direct, winograd, gram) = (0.0, 0.0, 0.0);
        foreach (var layer in BenchmarkNetwork.Convolutions)
        {
            var (height, width) = (size.Height / layer.Stride, size.Width / layer.Stride);
            var channels = 2.0 * layer.InputChannels * layer.OutputChannels;
            direct += 2 * channels * Products(layer, height, width, []);
            winograd += 2 * channels * Products(layer, height, width, TileSides);
        }

        foreach (var name in BenchmarkNetwork.Settings.StyleLayers.Layers)
        {
            var layer = NetworkArchitecture.Vgg19.Layer(name);
            var positions = (double)(size.Height / layer.Stride) * (size.Width / layer.Stride);
            gram += layer.OutputChannels * (layer.OutputChannels + 1.0) * positions;
            gram += 2.0 * layer.OutputChannels * layer.OutputChannels * positions;
        }

        return new EngineWork(direct, winograd, gram);
    }

    /// <summary>Multiplications per pair of channels.</summary>
    private static double Products(NetworkLayer layer, int height, int width, int[] tileSides)
    {
        var direct = 9.0 * height * width;

        // Three channels are too few to pay for a transform.
        return layer.InputChannels == 3 ? direct : tileSides
            .Select(m => (double)((height + m - 1) / m) * ((width + m - 1) / m) * (m + 2) * (m + 2))
            .Append(direct)
            .Min();
    }
}
