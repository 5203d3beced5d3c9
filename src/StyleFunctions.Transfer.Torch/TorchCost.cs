using StyleFunctions.Imaging;
using StyleFunctions.Transfer.Engines;
using StyleFunctions.Transfer.Networks;
using StyleFunctions.Transfer.Settings;
using StyleFunctions.Transfer.Torch.Layers;

namespace StyleFunctions.Transfer.Torch;

/// <summary>What an evaluation takes on a device, found by adding up what is there when most is.</summary>
/// <param name="architecture">The network.</param>
/// <param name="pooling">How it halves its feature maps.</param>
/// <param name="precision">What it is computed in.</param>
/// <param name="kept">Layers whose features are kept for their errors.</param>
/// <param name="content">Layers with a content target, one entry for each.</param>
internal sealed class TorchCost(
    NetworkArchitecture architecture,
    Pooling pooling,
    GpuPrecision precision,
    IReadOnlySet<string> kept,
    IReadOnlyList<string> content)
{
    /// <summary>How every picture is cut.</summary>
    public const string Whole = "whole";

    // Beside the planes: the weights twice, cuDNN's and cuBLAS' rooms, what allocators round up.
    private const long Fixed = 600_000_000;
    private const int Mask = 1;
    private const int Index = sizeof(long);

    // The pixels, Adam's moments and the average; the gradient, what is padded, and differences.
    private const int PixelPlanes = 9;

    /// <summary>Memory, in bytes.</summary>
    /// <param name="width">The picture's width.</param>
    /// <param name="height">The picture's height.</param>
    public long Bytes(int width, int height)
    {
        var feature = precision.FeatureBytes();
        double perPixel = PixelPlanes * Picture.Channels * sizeof(float);
        var passing = 0.0;
        foreach (var layer in TorchLayers.Needed(architecture, kept))
        {
            var share = 1.0 / ((double)layer.Stride * layer.Stride);
            var (input, output) = (layer.InputChannels * share, layer.OutputChannels * share);
            if (layer.Kind == LayerKind.Pooling)
            {
                input *= 4;
            }

            perPixel += kept.Contains(layer.Name) ? output * feature : 0;
            perPixel += content.Count(c => c == layer.Name) * output * sizeof(float);
            perPixel += layer.Kind switch
            {
                LayerKind.Relu => kept.Contains(layer.Name) ? 0 : output * Mask,
                LayerKind.Pooling when pooling == Pooling.Max => output * Index,
                LayerKind.Pooling when pooling == Pooling.L2 => (input * feature) + (output * sizeof(float)),
                _ => 0,
            };

            // A layer's gradient beside the next one's, and both once more in the order that a convolution's kernel
            // wants; or beside its error's, which is float32, as both are to be where they are scaled.
            passing = Math.Max(passing, (layer.Kind == LayerKind.Convolution ? 2 : 1) * (input + output) * feature);
            var adding = feature == sizeof(float) ? 2 * sizeof(float) : feature + (3 * sizeof(float));
            passing = Math.Max(passing, kept.Contains(layer.Name) ? output * adding : 0);
        }

        return Fixed + (long)((perPixel + passing) * width * height);
    }

    /// <summary>Multiplications with an addition in one evaluation: there and back.</summary>
    /// <param name="width">The picture's width.</param>
    /// <param name="height">The picture's height.</param>
    public double MultiplyAdds(int width, int height) => 2.0 * TorchLayers.Needed(architecture, kept)
        .Where(l => l.Kind == LayerKind.Convolution)
        .Sum(l => 9.0 * l.InputChannels * l.OutputChannels * (width / l.Stride) * (height / l.Stride));
}
